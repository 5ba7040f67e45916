using Charla.Accounts.Contracts;
using Charla.Platform.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Platform.Portal;

/// <summary>Whose the page's conversations are as long as nobody took them: one app's, of those that the page has.</summary>
static class ChooseDefaultApp
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/default", Handle);

    static async Task<IResult> Handle(HttpContext http, Actor actor, WebhookSettings settings, AuditLog audit)
    {
        var app = http.App();
        await settings.MakeDefault(app);
        await audit.Record(actor.Business, actor.Id, "app.made_default", app.AppId);
        return TypedResults.Ok(new { default_app = app.AppId });
    }
}
