using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Charla.Inbox;
using Charla.Inbox.Push;
using Charla.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Charla.Server.Tests.Inbox;

/// <summary>A server that may call this machine: push services of the tests listen here.</summary>
public sealed class LoopbackServer : ServerFixture
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Testing:AllowLoopback", "true");
    }
}

public sealed class PushTests(LoopbackServer server) : IClassFixture<LoopbackServer>
{
    [Fact]
    public async Task A_member_hears_of_a_message_in_a_browser_that_only_it_can_read()
    {
        await using var service = await PushService.Start();
        using var browser = new Browser(service.Address);
        var shop = await Shop.Open(server);
        var owner = await shop.Owner();
        var key = await owner.Get("/api/push/key").Json();
        await owner.Post("/api/push/subscriptions", browser.Subscription).Json();
        var person = await shop.Person("Rosa");

        await person.Say("Do you deliver?");

        var (headers, body) = await service.Next();
        Assert.Equal("aes128gcm", headers["Content-Encoding"]);
        Assert.Equal($"c{person.Psid}", headers["Topic"]);
        Assert.Equal("high", headers["Urgency"]);
        Assert.Equal("86400", headers["TTL"]);
        Assert.EndsWith($", k={key.Text("key")}", headers["Authorization"], StringComparison.Ordinal);
        var knock = JsonDocument.Parse(browser.Open(body)).RootElement;
        Assert.Equal(("Rosa", "Do you deliver?", $"/console/inbox/{shop.Page}/{person.Psid}"), (
            knock.Text("title"), knock.Text("body"), knock.Text("url")));
    }

    [Fact]
    public async Task Each_member_is_told_in_their_own_language()
    {
        await using var service = await PushService.Start();
        using var browser = new Browser(service.Address);
        var shop = await Shop.Open(server);
        var owner = await shop.Owner();
        await owner.Patch("/api/me", new { locale = "es" }).Json();
        await owner.Post("/api/push/subscriptions", browser.Subscription).Json();

        await (await shop.Person()).Say("Is it open?");

        var (_, body) = await service.Next();
        var knock = JsonDocument.Parse(browser.Open(body)).RootElement;
        Assert.Equal(("Mensaje nuevo", "Is it open?"), (knock.Text("title"), knock.Text("body")));
    }

    [Fact]
    public async Task Nobody_is_told_while_somebody_has_the_conversation_open()
    {
        await using var service = await PushService.Start();
        using var browser = new Browser(service.Address);
        var shop = await Shop.Open(server);
        var owner = await shop.Owner();
        await owner.Post("/api/push/subscriptions", browser.Subscription).Json();
        var (open, closed) = (await shop.Person("Open"), await shop.Person("Closed"));
        await using var screen = await HubClient.Connect(server, owner);
        await screen.Call("Look", shop.Page.ToString(), open.Psid);

        await open.Say("seen already");
        await closed.Say("news");

        var (_, body) = await service.Next();
        Assert.Equal("Closed", JsonDocument.Parse(browser.Open(body)).RootElement.Text("title"));
    }

    [Fact]
    public async Task A_browser_that_is_gone_is_forgotten()
    {
        await using var service = await PushService.Start(StatusCodes.Status410Gone);
        using var browser = new Browser(service.Address);
        var shop = await Shop.Open(server);
        var owner = await shop.Owner();
        await owner.Post("/api/push/subscriptions", browser.Subscription).Json();
        var person = await shop.Person();

        await person.Say("hello");
        await service.Next();

        var store = server.Services.GetRequiredService<InboxStore>();
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while ((await store.Of(shop.Business)).Count > 0)
            await Task.Delay(50, soon.Token);
    }

    [Fact]
    public async Task A_subscription_is_the_members_own_and_well_formed()
    {
        using var browser = new Browser(new Uri("http://127.0.0.1:9/"));
        var shop = await Shop.Open(server);
        var owner = await shop.Owner();
        var keys = new { p256dh = browser.Key, auth = browser.AuthText };
        object?[] broken =
        [
            new { },
            new { endpoint = "https://10.0.0.1/x", keys },
            new { endpoint = "http://push.example.net/x", keys },
            new { endpoint = "gopher://x", keys },
            new { endpoint = "https://push.example.net/" + new string('x', 2000), keys },
            new { endpoint = "https://push.example.net/x" },
            new { endpoint = "https://push.example.net/x", keys = new { p256dh = "AAAA", auth = browser.AuthText } },
            new { endpoint = "https://push.example.net/x", keys = new { p256dh = browser.Key, auth = "AAAA" } },
            new { endpoint = "https://push.example.net/x", keys = new { p256dh = "!!", auth = "??" } },
            new { endpoint = 5, keys = "x" },
        ];
        foreach (var body in broken)
            await owner.Post("/api/push/subscriptions", body!).Problem(HttpStatusCode.BadRequest);
        await owner.DeleteWith("/api/push/subscriptions", new { }).Problem(HttpStatusCode.BadRequest);
        await shop.App.Post("/api/push/subscriptions", browser.Subscription).Problem(HttpStatusCode.Forbidden);
        await server.Visitor().Get("/api/push/key").Problem(HttpStatusCode.Unauthorized);

        await owner.Post("/api/push/subscriptions", browser.Subscription).Json();
        await owner.DeleteWith("/api/push/subscriptions", new { endpoint = browser.Endpoint }).Json();
    }

    [Fact]
    public async Task The_guard_follows_no_redirect_and_reads_no_endless_answer()
    {
        await using var service = await PushService.Start();
        using var strict = new OutboundGuard(allowLoopback: false);
        using var loose = new OutboundGuard(allowLoopback: true);
        var cancel = TestContext.Current.CancellationToken;

        await Assert.ThrowsAsync<HttpRequestException>(() => strict.Client.GetAsync(service.Address, cancel));
        var byName = new UriBuilder(service.Address) { Host = "localhost" }.Uri;
        await Assert.ThrowsAsync<HttpRequestException>(() => strict.Client.GetAsync(byName, cancel));
        using var redirected = await loose.Client.GetAsync(new Uri(service.Address, "/redirect"), cancel);
        Assert.Equal(HttpStatusCode.Redirect, redirected.StatusCode);
        await Assert.ThrowsAsync<HttpRequestException>(() => loose.Client.GetAsync(new Uri(service.Address, "/endless"), cancel));
    }

    /// <summary>A browser with a push subscription.</summary>
    sealed class Browser : IDisposable
    {
        readonly ECDiffieHellman pair = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        readonly byte[] auth = RandomNumberGenerator.GetBytes(16);
        readonly byte[] key;

        public Browser(Uri service)
        {
            key = PushEncryption.Uncompressed(pair.ExportParameters(false).Q);
            Endpoint = new Uri(service, $"/send/{Guid.CreateVersion7()}").ToString();
        }

        public string Endpoint { get; }

        public string Key => Base64Url.EncodeToString(key);

        public string AuthText => Base64Url.EncodeToString(auth);

        public object Subscription => new { endpoint = Endpoint, expirationTime = (long?)null, keys = new { p256dh = Key, auth = AuthText } };

        /// <summary>What a browser does with a message (RFC 8291).</summary>
        public byte[] Open(byte[] body)
        {
            var (salt, senderKey, record) = (body[..16], body[21..86], body[86..]);
            using var sender = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = PushEncryption.Point(senderKey) });
            var secret = HKDF.DeriveKey(
                HashAlgorithmName.SHA256, pair.DeriveRawSecretAgreement(sender.PublicKey), 32, auth, [.. "WebPush: info\0"u8, .. key, .. senderKey]);
            using var cipher = new AesGcm(HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 16, salt, [.. "Content-Encoding: aes128gcm\0"u8]), 16);
            var nonce = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 12, salt, [.. "Content-Encoding: nonce\0"u8]);
            var plain = new byte[record.Length - 16];
            cipher.Decrypt(nonce, record[..^16], record[^16..], plain);
            Assert.Equal(2, plain[^1]);
            return plain[..^1];
        }

        public void Dispose() => pair.Dispose();
    }

    /// <summary>A push service on this machine.</summary>
    sealed class PushService(WebApplication app) : IAsyncDisposable
    {
        readonly ConcurrentQueue<(Dictionary<string, string> Headers, byte[] Body)> received = new();
        readonly SemaphoreSlim arrived = new(0);

        public Uri Address => new(app.Urls.First());

        public static async Task<PushService> Start(int status = StatusCodes.Status201Created)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var app = builder.Build();
            var service = new PushService(app);
            app.MapPost("/send/{id}", async (HttpContext http) =>
            {
                using var body = new MemoryStream();
                await http.Request.Body.CopyToAsync(body);
                service.received.Enqueue((
                    http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
                    body.ToArray()));
                service.arrived.Release();
                return Results.StatusCode(status);
            });
            app.MapGet("/redirect", () => Results.Redirect("/endless"));
            app.MapGet("/endless", () => Results.Bytes(new byte[1 << 20]));
            await app.StartAsync();
            return service;
        }

        public async Task<(Dictionary<string, string> Headers, byte[] Body)> Next()
        {
            Assert.True(await arrived.WaitAsync(TimeSpan.FromSeconds(30)), "no push message came");
            received.TryDequeue(out var message);
            return message;
        }

        public async ValueTask DisposeAsync()
        {
            await app.DisposeAsync();
            arrived.Dispose();
        }
    }
}
