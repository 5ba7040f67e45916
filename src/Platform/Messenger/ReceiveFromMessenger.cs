using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Platform.Messenger;

/// <summary>
/// Where Messenger tells what happens on a connected page. It is answered when everything in the body is stored; what
/// cannot be stored now comes again.
/// </summary>
static class ReceiveFromMessenger
{
    const string Prefix = "messenger-";

    static readonly Refusal NotSigned = new(
        "signature.invalid", "The signature is not that of the connected app over this body.", RefusalKind.Forbidden);

    static readonly Refusal NotVerified = new("verify_token.wrong", "The verify token is another.", RefusalKind.Forbidden);
    static readonly Refusal Malformed = new("body.malformed", "The body is no JSON object with entries.");

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/webhooks/messenger/{page}", Verify).ExcludeFromDescription();
        app.MapPost("/webhooks/messenger/{page}", Receive).ExcludeFromDescription();
    }

    /// <summary>Makes a message of there happen once here, however often it comes.</summary>
    public static string ClientIdOf(string mid) =>
        Prefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(mid)).AsSpan(0, 20));

    /// <summary>What came from there is not sent back.</summary>
    public static bool IsFromThere(Entry entry) => entry.ClientId?.StartsWith(Prefix, StringComparison.Ordinal) == true;

    static async Task<IResult> Verify(string page, HttpRequest request, ConnectedPages connections)
    {
        if (await Find(page, connections) is not { } connected)
            return Refusal.NotFound.ToHttp();
        return request.Query["hub.mode"] == "subscribe" && request.Query["hub.verify_token"] == connected.VerifyToken
            ? TypedResults.Text(request.Query["hub.challenge"].ToString())
            : NotVerified.ToHttp();
    }

    static async Task<IResult> Receive(string page, HttpContext http, ConnectedPages connections, MessengerEvents events)
    {
        if (await Find(page, connections) is not { } connected)
            return Refusal.NotFound.ToHttp();
        var body = await Read(http.Request, http.RequestAborted);
        if (!connected.IsSignedBy(http.Request.Headers["X-Hub-Signature-256"], body))
            return NotSigned.ToHttp();
        if (Parse(body) is not { } json)
            return Malformed.ToHttp();
        foreach (var what in Events(connected, json))
        {
            if (await events.Take(connected, what, http.RequestAborted) is { } refusal)
                return refusal.ToHttp();
        }

        return TypedResults.Text("EVENT_RECEIVED");
    }

    static async ValueTask<ConnectedPage?> Find(string page, ConnectedPages connections) =>
        PageId.TryParse(page, null, out var id) ? await connections.Of(id) : null;

    static async Task<byte[]> Read(HttpRequest request, CancellationToken cancel)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, cancel);
        return buffer.ToArray();
    }

    static JsonElement? Parse(byte[] body)
    {
        try
        {
            var json = JsonElement.Parse(body, new JsonDocumentOptions { MaxDepth = 32 });
            return json.ValueKind == JsonValueKind.Object ? json : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Those of the connected page; others of the same app are somebody else's.</summary>
    static IEnumerable<JsonElement> Events(ConnectedPage connected, JsonElement json)
    {
        if (FieldRules.Field(json, "entry") is not { ValueKind: JsonValueKind.Array } entries)
            yield break;
        foreach (var entry in entries.EnumerateArray())
        {
            if (entry.ValueKind != JsonValueKind.Object || FieldRules.Text(entry, "id") != connected.MessengerPage)
                continue;
            foreach (var key in (string[])["messaging", "standby"])
            {
                if (FieldRules.Field(entry, key) is not { ValueKind: JsonValueKind.Array } events)
                    continue;
                foreach (var what in events.EnumerateArray())
                    yield return what;
            }
        }
    }
}
