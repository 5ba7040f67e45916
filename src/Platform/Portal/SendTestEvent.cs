using System.Text.Json.Nodes;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.Platform.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Platform.Portal;

/// <summary>Sends an app an event that nothing happened for, on the same way as all others.</summary>
static class SendTestEvent
{
    const string Somebody = "1111111111111111";
    const string Message = "m_test";

    internal sealed record Request(string? Field);

    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/webhook/test", Handle);

    static async Task<IResult> Handle(
        Request? request, HttpContext http, WebhookStore store, DeliveryStore deliveries, WebhookSender sender, TimeProvider clock)
    {
        var (app, now, field) = (http.App(), clock.GetUtcNow(), request?.Field ?? WebhookFields.Messages);
        if (Sample(field, app.AppId, now.ToUnixTimeMilliseconds()) is not { } sample)
            return Refusal.Invalid("field", "There is no test event of this field.").ToHttp();
        if (await store.Endpoint(app.Id) is null || await store.Of(app.Page, app.Id) is null)
            return new Refusal("webhook.missing", "The app has no webhook for this page yet.", RefusalKind.Conflict).ToHttp();
        var (page, isOfPage) = (app.Page.ToString(), field == WebhookFields.Echoes);
        var what = new JsonObject
        {
            ["sender"] = new JsonObject { ["id"] = isOfPage ? page : Somebody },
            ["recipient"] = new JsonObject { ["id"] = isOfPage ? Somebody : page },
            ["timestamp"] = now.ToUnixTimeMilliseconds(),
            [sample.Key] = sample.Value,
        };
        var id = new DeliveryId(app.Page, app.Id, -Ids.NewNumber(), 0);
        await deliveries.Put([new Delivery(id, default, field, now, WireEvents.Body(page, now, what, "messaging"), 0, now)]);
        await sender.Wake(app.Page, app.Id);
        return TypedResults.Ok(new { delivery_id = id.ToString() });
    }

    static (string Key, JsonObject Value)? Sample(string field, string app, long now) => field switch
    {
        WebhookFields.Messages => ("message", new JsonObject { ["mid"] = Message, ["text"] = "This is a test event." }),
        WebhookFields.Echoes => ("message", new JsonObject
        {
            ["is_echo"] = true,
            ["app_id"] = long.Parse(app, System.Globalization.CultureInfo.InvariantCulture),
            ["mid"] = Message,
            ["text"] = "This is a test event.",
        }),
        WebhookFields.Postbacks => ("postback", new JsonObject { ["mid"] = Message, ["title"] = "Test", ["payload"] = "TEST" }),
        WebhookFields.Referrals => ("referral", new JsonObject { ["ref"] = "test", ["source"] = "SHORTLINK", ["type"] = "OPEN_THREAD" }),
        WebhookFields.Reads => ("read", new JsonObject { ["watermark"] = now }),
        WebhookFields.Deliveries => ("delivery", new JsonObject { ["mids"] = new JsonArray(Message), ["watermark"] = now }),
        WebhookFields.Reactions => ("reaction", new JsonObject
        {
            ["reaction"] = "love",
            ["emoji"] = "❤",
            ["action"] = "react",
            ["mid"] = Message,
        }),
        WebhookFields.Edits => ("message_edit", new JsonObject { ["mid"] = Message, ["text"] = "This is a test event, edited.", ["num_edit"] = 1 }),
        _ => null,
    };
}
