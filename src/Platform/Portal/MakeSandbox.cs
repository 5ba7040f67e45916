using Charla.Accounts.Contracts;
using Charla.Kernel.Http;
using Charla.Pages.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Platform.Portal;

/// <summary>
/// A page to try things on: like any other, marked as a sandbox, in the language and zone of the page it was asked for
/// on. The answer shows the keys of its app, once.
/// </summary>
static class MakeSandbox
{
    public static void Map(IEndpointRouteBuilder page) => page.MapPost("/sandbox", Handle).RequireMember().TakeIdempotencyKey();

    static async Task<IResult> Handle(HttpContext http, Actor actor, SandboxPages sandboxes) =>
        (await sandboxes.Make(http.Page(), actor.Id)).ToHttp(made => new
        {
            page_id = made.Page.Id,
            made.Page.Handle,
            made.Page.Name,
            made.Keys.AppId,
            made.Keys.AppSecret,
            made.Keys.VerifyToken,
            made.Keys.PageAccessToken,
        });
}
