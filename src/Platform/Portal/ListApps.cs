using Charla.Accounts.Contracts;
using Charla.Pages.Contracts;
using Charla.Platform.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Platform.Portal;

/// <summary>The apps of a page, where each is told what happens, and how that goes.</summary>
static class ListApps
{
    public static void Map(IEndpointRouteBuilder page) => page.MapGet("/apps", Handle);

    static async Task<IResult> Handle(HttpContext http, Apps apps, WebhookStore webhooks, DeliveryLog log)
    {
        var found = new List<object>();
        foreach (var app in await apps.Of(http.Page().Id))
            found.Add(await View(app, webhooks, log));
        return TypedResults.Ok(new { apps = found, http.Page().DefaultApp });
    }

    public static async Task<object> View(AppIdentity app, WebhookStore webhooks, DeliveryLog log)
    {
        var subscriber = await webhooks.Of(app.Page, app.Id);
        var endpoint = await webhooks.Endpoint(app.Id);
        var (waiting, givenUp) = await log.Counts(app.Page, app.Id);
        return new
        {
            app.AppId,
            app.Name,
            app.RequiresProof,
            subscribed = subscriber is not null,
            subscribed_fields = subscriber?.Fields.Order(StringComparer.Ordinal),
            webhook = endpoint is null ? null : new
            {
                callback_url = endpoint.Callback.OriginalString,
                fields = endpoint.Fields.Order(StringComparer.Ordinal),
                state = endpoint.PausedAt is null ? "live" : "paused",
                endpoint.PausedAt,
                endpoint.PauseReason,
                failing_since = await webhooks.FailingSince(app.Id),
            },
            waiting,
            given_up = givenUp,
        };
    }
}
