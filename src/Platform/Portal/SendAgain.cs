using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.Pages.Contracts;
using Charla.Platform.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Platform.Portal;

/// <summary>Sends deliveries again, arrived or not: one, those of a time, or all that were given up.</summary>
static class SendAgain
{
    /// <param name="State"><c>given_up</c> unless told; <c>failed</c> with those that are still tried; <c>all</c> for all.</param>
    internal sealed record Request(string? App, string? State, string? Field, DateTimeOffset? Since, DateTimeOffset? Until);

    public static void Map(IEndpointRouteBuilder page)
    {
        page.MapPost("/deliveries/{delivery}/redeliver", One).TakeIdempotencyKey();
        page.MapPost("/deliveries/redeliver", Many).TakeIdempotencyKey();
    }

    static async Task<IResult> One(string delivery, HttpContext http, DeliveryLog log, WebhookSender sender)
    {
        var page = http.Page().Id;
        if (!DeliveryId.TryParse(delivery, out var id) || id.Page != page || !await log.SendAgain(id))
            return Refusal.NotFound.ToHttp();
        await sender.Wake(page, id.App);
        return TypedResults.Ok(new { count = 1 });
    }

    static async Task<IResult> Many(
        Request? request, HttpContext http, Actor actor, DeliveryLog log, WebhookSender sender, AuditLog audit)
    {
        var page = http.Page().Id;
        var filter = ListDeliveries.Filter(
            request?.App, request?.State ?? "given_up", request?.Field, request?.Since, request?.Until);
        if (!filter.IsAccepted)
            return filter.Refusal.ToHttp();
        var apps = await log.SendAgain(page, filter.Value);
        foreach (var app in apps.Keys)
            await sender.Wake(page, app);
        await audit.Record(actor.Business, actor.Id, "webhook.redelivered", page.ToString());
        return TypedResults.Ok(new { count = apps.Values.Sum() });
    }
}
