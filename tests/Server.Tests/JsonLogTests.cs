using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using Charla.Server.Tests.Faults;

namespace Charla.Server.Tests;

/// <summary>The log that machines read, of a real process at its most talkative.</summary>
public sealed class JsonLogTests
{
    const string Password = "correct horse battery staple";
    const string DatabasePassword = "the-database-password";

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_line_is_an_object_with_ids_and_none_holds_a_secret()
    {
        await using var store = await TestStore.Make();
        if (store.Missing is { } what)
            Needs.Skip(what);
        string[] settings =
        [
            .. store.Settings.SelectMany(setting => new[] { $"--{setting.Key}", setting.Value }),
            "--Storage:ConnectionString", $"{store.Options.ConnectionString};Password={DatabasePassword}",
            "--Logging:Format", "json", "--Logging:LogLevel:Default", "Debug", "--Logging:LogLevel:Charla", "Debug",
            "--Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics", "Debug",
        ];
        await using var server = await ServerProcess.Start(store.Options.Folder, Cancel, settings);
        var secrets = await Use(server);
        Assert.All(secrets, secret => Assert.True(secret.Length >= 8, secret));

        var lines = server.Said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var greeting = lines.Where(line => line.StartsWith("Charla is ready: ", StringComparison.Ordinal)
            || line.StartsWith("Set it up here, once: ", StringComparison.Ordinal)).ToList();
        var logged = lines.Except(greeting).ToList();
        Assert.True(logged.Count > 20, $"Only {logged.Count} lines were logged.");
        var secretsInLog = from line in logged from secret in secrets where line.Contains(secret, StringComparison.Ordinal) select line;
        Assert.Empty(secretsInLog);
        var objects = logged.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.All(objects, one =>
        {
            Assert.Matches("^[0-9-]+T[0-9:.]+Z$", one.Text("at"));
            Assert.NotEmpty(one.Text("level"));
            Assert.NotEmpty(one.Text("category"));
            Assert.NotEmpty(one.Text("message"));
        });
        Assert.Contains(objects, one => one.TryGetProperty("trace_id", out _));
    }

    /// <summary>Goes the main ways; the keys that it met.</summary>
    static async Task<List<string>> Use(ServerProcess server)
    {
        using var made = await server.CreatePage("luna", null, Cancel);
        var page = JsonDocument.Parse(await made.Content.ReadAsStringAsync(Cancel)).RootElement;
        var invitation = Calls.TokenIn(page.Text("console_link"));
        var device = await server.OpenSession("luna", Cancel);
        using var greeted = await server.Client.GetAsync(new Uri(page.Text("console_link")), Cancel);
        using var read = await server.Client.GetAsync($"/api/auth/invitation?token={invitation}", Cancel);
        using var visitor = new HttpClient { BaseAddress = server.Address };
        visitor.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        using var accepted = await visitor.Post("/api/auth/invitation", new { token = invitation, name = "Ana", email = "luna@example.com", password = Password });
        using var signedIn = await visitor.Post("/api/auth/sign-in", new { email = "luna@example.com", password = Password });
        signedIn.EnsureSuccessStatusCode();
        var cookie = signedIn.Headers.GetValues("Set-Cookie").Single(one => one.StartsWith("charla=", StringComparison.Ordinal)).Split(';')[0][7..];
        using var wrong = await visitor.Post("/api/auth/sign-in", new { email = "luna@example.com", password = Password + "!" });

        var code = await Code(server, device);
        using var shown = await server.Client.GetAsync($"/c/{code}", Cancel);
        using var drawn = await server.Client.GetAsync($"/c/{code}/code.svg", Cancel);
        using var redeemed = await server.Client.PostAsJsonAsync("/api/chat/devices/redeem", new { code }, Cancel);
        var second = JsonDocument.Parse(await redeemed.Content.ReadAsStringAsync(Cancel)).RootElement.Text("token");

        var file = await Upload(server, device);
        (await server.Client.GetAsync(file, Cancel)).EnsureSuccessStatusCode();
        (await server.Send(device, "a", "hello", Cancel)).EnsureSuccessStatusCode();
        (await server.Ask(device, HttpMethod.Post, "/api/chat/messages", new { client_id = "a", text = "other" })).Dispose();
        (await server.Ask(device + "x", HttpMethod.Get, "/api/chat/session")).Dispose();
        await Live(server, second);
        var key = page.Text("page_access_token");
        await server.TeachDesk(key, page.Text("page_id"));
        await server.AskToPark(device, "park");
        await server.UntilAnswered(device, 1);
        (await server.Ask(key, HttpMethod.Get, $"/api/inbox/{page.Text("page_id")}/conversations?q=hello")).EnsureSuccessStatusCode();
        return
        [
            ServerProcess.OperatorToken, invitation, device, second, code, cookie, key, page.Text("app_secret"),
            page.Text("verify_token"), Password, DatabasePassword, .. Signature(file), SetupToken(server),
        ];
    }

    static IEnumerable<string> Signature(string url) =>
        url.Split('/', '?', '&', '=').Where(part => part.Length >= 20);

    static string SetupToken(ServerProcess server) =>
        server.Said.Split("setup?token=") is [_, var rest, ..] ? rest.Split('\n')[0].Trim() : "no-set-up-link-was-given";

    static async Task<string> Code(ServerProcess server, string token)
    {
        using var answer = await server.Ask(token, HttpMethod.Post, "/api/chat/devices", new { });
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel)).RootElement.Text("code");
    }

    static async Task<string> Upload(ServerProcess server, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/chat/files")
        {
            Content = new MultipartFormDataContent { { new ByteArrayContent([1, 2, 3]), "file", "recipe.bin" } },
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return (await ChatClient.Ok(server.Client.SendAsync(request, Cancel))).Text("url");
    }

    static async Task Live(ServerProcess server, string token)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(server.Address) { Scheme = "ws", Path = "/api/chat/live", Query = "after=0" }.Uri, Cancel);
        await using var live = new LiveClient(socket);
        await live.Send(new { type = "auth", token });
        Assert.NotNull(await live.Next("ready"));
        await live.Send(new { type = "send", client_id = "b", text = "from the socket" });
        Assert.NotNull(await live.Next("ack"));
    }
}
