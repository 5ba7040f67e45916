using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Charla.Server.Tests.Webhooks;

/// <summary>A page with its app, and a receiver that the app is told at.</summary>
sealed class Bot(ServerFixture server, JsonElement page, Receiver receiver) : IAsyncDisposable
{
    public const string AllFields =
        "messages,message_echoes,messaging_postbacks,messaging_referrals,message_reads,message_deliveries,message_reactions,message_edits";

    public Receiver Receiver => receiver;

    public string PageId => page.Text("page_id");

    public string Handle => page.Text("handle");

    public string AppId => page.Text("app_id");

    public string Secret => page.Text("app_secret");

    public string PageToken => page.Text("page_access_token");

    public string AppToken => $"{AppId}|{Secret}";

    public string Portal => $"/api/platform/{PageId}";

    public string PortalApp => $"{Portal}/apps/{AppId}";

    /// <summary>A program with the page's token.</summary>
    public HttpClient App { get; } = server.Visitor(page.Text("page_access_token"));

    public static async Task<Bot> Open(ServerFixture server, string? fields = AllFields)
    {
        var bot = new Bot(server, await server.MakePage(), await Receiver.Start());
        if (fields is not null)
            await bot.Subscribe(fields);
        return bot;
    }

    public async Task Subscribe(string fields = AllFields)
    {
        await SetCallback(receiver.Address.ToString(), fields).Json();
        await App.Post("/me/subscribed_apps", new { subscribed_fields = fields }).Json();
    }

    public Task<HttpResponseMessage> SetCallback(string callback, string fields = "messages") =>
        server.Visitor().Post($"/{AppId}/subscriptions", new
        {
            @object = "page",
            callback_url = callback,
            verify_token = Receiver.VerifyToken,
            fields,
            access_token = AppToken,
        });

    public Task<ChatClient> Person(object? entrance = null) => ChatClient.Open(server.Address, Handle, entrance);

    /// <summary>What receivers check, each in its way.</summary>
    public static void CheckSignatures(Received one, params string[] secrets)
    {
        var key = Encoding.UTF8.GetBytes(secrets[0]);
        Assert.Equal("sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(key, one.Body)), one.Headers["X-Hub-Signature-256"]);
#pragma warning disable CA5350
        Assert.Equal("sha1=" + Convert.ToHexStringLower(HMACSHA1.HashData(key, one.Body)), one.Headers["X-Hub-Signature"]);
#pragma warning restore CA5350
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{one.Id}.{one.Headers["webhook-timestamp"]}."), .. one.Body];
        Assert.Equal(
            secrets.Select(secret => "v1," + Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed))),
            one.Headers["webhook-signature"].Split(' '));
    }

    public ValueTask DisposeAsync() => receiver.DisposeAsync();
}
