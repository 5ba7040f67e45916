using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.Pages.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Pages;

/// <summary>
/// An owner or admin takes a page's tokens out of use, because they got about. The answer shows the new ones, once; the
/// old ones open nothing any more, and live connections made with them are closed within seconds.
/// </summary>
static class ReplaceTokens
{
    public static void Map(IEndpointRouteBuilder page) => page.MapPost("/tokens", Handle)
        .RequireMember().RequireManager().TakeIdempotencyKey();

    static async Task<IResult> Handle(Actor actor, HttpContext http, Apps apps, AuditLog audit)
    {
        var page = http.Page().Id;
        if (await apps.ReplaceTokens(page) is not { } tokens)
            return Refusal.NotFound.ToHttp();
        await audit.Record(actor.Business, actor.Id, "tokens.replaced", page.ToString());
        return TypedResults.Ok(tokens);
    }
}
