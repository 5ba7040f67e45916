using Charla.Platform.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Platform.Portal;

/// <summary>Stops telling an app for a while, or goes on: then what happened meanwhile is told too.</summary>
static class PauseWebhook
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/webhook/pause", Pause);
        app.MapPost("/webhook/resume", Resume);
    }

    static async Task<IResult> Pause(HttpContext http, WebhookSettings settings, WebhookStore store, DeliveryLog log)
    {
        await settings.Pause(http.App());
        return TypedResults.Ok(await ListApps.View(http.App(), store, log));
    }

    static async Task<IResult> Resume(HttpContext http, WebhookSettings settings, WebhookStore store, DeliveryLog log)
    {
        await settings.Resume(http.App());
        return TypedResults.Ok(await ListApps.View(http.App(), store, log));
    }
}
