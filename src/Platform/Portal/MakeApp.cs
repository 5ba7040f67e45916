using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.Pages.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Platform.Portal;

/// <summary>A member of the team gives the page one more app. The answer shows its keys, once.</summary>
static class MakeApp
{
    public const int LongestName = 80;
    const int MostApps = 20;

    static readonly Refusal TooMany = new("app.too_many", "A page has at most 20 apps.", RefusalKind.Conflict);

    internal sealed record Request(string? Name);

    public static void Map(IEndpointRouteBuilder page) => page.MapPost("/apps", Handle).RequireMember().TakeIdempotencyKey();

    static async Task<IResult> Handle(Request request, HttpContext http, Actor actor, Apps apps, AuditLog audit)
    {
        if (PlainText.Check("name", request.Name, LongestName, atLeast: 1) is { } refusal)
            return refusal.ToHttp();
        var page = http.Page();
        if ((await apps.Of(page.Id)).Count >= MostApps)
            return TooMany.ToHttp();
        var keys = await apps.Create(page.Business, page.Id, request.Name!.Trim());
        await audit.Record(actor.Business, actor.Id, "app.made", keys.AppId, request.Name.Trim());
        return TypedResults.Ok(keys);
    }
}
