using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.Pages.Contracts;
using Charla.Platform.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Platform.Portal;

/// <summary>What apps were told in the last thirty days, the newest first.</summary>
static class ListDeliveries
{
    public static void Map(IEndpointRouteBuilder page) => page.MapGet("/deliveries", Handle);

    static async Task<IResult> Handle(
        HttpContext http,
        DeliveryLog log,
        string? app,
        string? state,
        string? field,
        DateTimeOffset? since,
        DateTimeOffset? until,
        string? after,
        int limit = 50)
    {
        if (limit is < 1 or > DeliveryLog.MostAtOnce)
            return Refusal.Invalid("limit", "limit is 1 to 200.").ToHttp();
        var filter = Filter(app, state, field, since, until);
        if (!filter.IsAccepted)
            return filter.Refusal.ToHttp();
        if (!TryRead(after, out var cursor))
            return Refusal.Invalid("after", "after is the next of an earlier answer.").ToHttp();
        var found = await log.List(http.Page().Id, filter.Value, cursor, limit);
        return TypedResults.Ok(new
        {
            deliveries = found.Select(View),
            next = found.Count == limit ? Write(found[^1].Cursor) : null,
        });
    }

    public static Outcome<DeliveryFilter> Filter(string? app, string? state, string? field, DateTimeOffset? since, DateTimeOffset? until)
    {
        long id = 0;
        if (app is not null && !Ids.TryParse(app, out id))
            return Refusal.Invalid("app", "app is an app's id.");
        if (field is not null && !WebhookFields.All.Contains(field))
            return Refusal.Invalid("field", "field is the name of what can happen, such as messages.");
        var filter = new DeliveryFilter(app is null ? null : id, Field: field, Since: since, Until: until);
        return state switch
        {
            null or "all" => filter,
            "waiting" => filter with { State = DeliveryState.Waiting },
            "delivered" => filter with { State = DeliveryState.Delivered },
            "given_up" => filter with { State = DeliveryState.GivenUp },
            "failed" => filter with { OnlyFailed = true },
            _ => Refusal.Invalid("state", "state is waiting, failed, delivered, given_up or all."),
        };
    }

    public static object View(LoggedDelivery delivery) => new
    {
        delivery_id = delivery.Id.ToString(),
        app_id = delivery.Id.App.ToString(CultureInfo.InvariantCulture),
        psid = delivery.Person == default ? null : delivery.Person.ToString(),
        delivery.Field,
        delivery.At,
        delivery.State,
        failed_attempts = delivery.State == DeliveryState.Delivered ? Math.Max(0, delivery.Attempts - 1) : delivery.Attempts,
        due_at = delivery.State == DeliveryState.Waiting ? delivery.DueAt : (DateTimeOffset?)null,
        last_attempt = delivery.LastAt is { } at ? new { at, status = delivery.LastStatus, error = delivery.LastError } : null,
    };

    static string Write(DeliveryCursor cursor)
    {
        Span<byte> bytes = stackalloc byte[32];
        BinaryPrimitives.WriteInt64BigEndian(bytes, cursor.At);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], cursor.Position);
        BinaryPrimitives.WriteInt64BigEndian(bytes[16..], cursor.App);
        BinaryPrimitives.WriteInt64BigEndian(bytes[24..], cursor.Part);
        return Base64Url.EncodeToString(bytes);
    }

    static bool TryRead(string? text, out DeliveryCursor? cursor)
    {
        cursor = null;
        if (text is null)
            return true;
        if (text.Length != 43 || !Base64Url.IsValid(text))
            return false;
        var bytes = Base64Url.DecodeFromChars(text).AsSpan();
        cursor = new DeliveryCursor(
            BinaryPrimitives.ReadInt64BigEndian(bytes),
            BinaryPrimitives.ReadInt64BigEndian(bytes[8..]),
            BinaryPrimitives.ReadInt64BigEndian(bytes[16..]),
            BinaryPrimitives.ReadInt64BigEndian(bytes[24..]));
        return true;
    }
}
