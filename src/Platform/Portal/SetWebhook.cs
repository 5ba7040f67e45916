using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.Platform.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Platform.Portal;

/// <summary>
/// Where an app is told what happens on the page, and of what. The address is asked first whether it wants to be told.
/// </summary>
static class SetWebhook
{
    internal sealed record Request(string? CallbackUrl, string? VerifyToken, IReadOnlyList<string>? Fields);

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPut("/webhook", Set);
        app.MapDelete("/webhook", Remove);
    }

    static async Task<IResult> Set(
        Request request, HttpContext http, Actor actor, WebhookSettings settings, WebhookStore store, DeliveryLog log, AuditLog audit)
    {
        var app = http.App();
        var fields = (request.Fields ?? WebhookFields.OfMessaging).ToHashSet(StringComparer.Ordinal);
        if (fields.Count == 0 || fields.Except(WebhookFields.All).Any())
            return Refusal.Invalid("fields", "fields are names of what can happen, such as messages.").ToHttp();
        if (await settings.Set(app, request.CallbackUrl, request.VerifyToken, fields, http.RequestAborted) is { } refusal)
            return refusal.ToHttp();
        await settings.Subscribe(app, null);
        await audit.Record(actor.Business, actor.Id, "webhook.set", app.AppId, request.CallbackUrl);
        return TypedResults.Ok(await ListApps.View(app, store, log));
    }

    static async Task<IResult> Remove(HttpContext http, Actor actor, WebhookSettings settings, WebhookStore store, DeliveryLog log, AuditLog audit)
    {
        var app = http.App();
        await settings.Remove(app);
        await audit.Record(actor.Business, actor.Id, "webhook.removed", app.AppId);
        return TypedResults.Ok(await ListApps.View(app, store, log));
    }
}
