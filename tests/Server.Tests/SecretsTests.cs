using Charla.Accounts.Contracts;
using Charla.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace Charla.Server.Tests;

/// <summary>Keys are shown once, to whom they are made for: no log and no other answer holds them.</summary>
public sealed class SecretsTests(ListeningServer server) : IClassFixture<ListeningServer>
{
    [Fact]
    public async Task No_key_is_logged_or_answered_again()
    {
        var setup = Calls.TokenIn(server.Address.ToString().TrimEnd('/') + await server.Services.GetRequiredService<SetupLink>().Issue());
        var made = await server.MakePage();
        var owner = await server.SignIn(made, $"{Ids.NewSecret()}@example.org");
        var invitation = Calls.TokenIn((await owner.Post("/api/team/invitations", new { role = "agent" }).Json()).Text("url"));
        var session = await server.Visitor().Post($"/api/chat/{made.Text("handle")}/sessions", new { }).Json();
        var device = session.Text("token");
        var code = (await server.Visitor(device).Post("/api/chat/devices", new { }).Json()).Text("code");
        var app = made.Text("page_access_token");
        var cookie = await SignInAgain(owner, made);
        string[] keys =
        [
            setup, Calls.TokenIn(made.Text("console_link")), app, made.Text("app_secret"), made.Text("verify_token"), invitation,
            device, code, cookie, ServerFixture.OperatorToken,
        ];
        Assert.All(keys, key => Assert.True(key.Length >= 8));

        var page = made.Text("page_id");
        var person = $"/api/inbox/{page}/conversations/{session.Text("psid")}";
        await server.Visitor(device).Post("/api/chat/messages", new { client_id = "a", text = "hello" }).Json();
        string[] team =
        [
            "/api/me", "/api/team", $"/api/pages/{page}", $"/api/desk/{page}", $"/api/entrances/{page}", "/api/push/key",
            $"/api/inbox/{page}/conversations", person, $"{person}/events", $"{person}/team", "/api/auth/passkeys",
            $"/api/auth/setup?token={setup}", $"/api/auth/invitation?token={invitation}", "/metrics", "/openapi/v1.json",
        ];
        foreach (var caller in (HttpClient[])[owner, server.Visitor(app)])
        {
            foreach (var path in team)
                await Silent(caller.Get(path), path, keys);
        }

        foreach (var path in (string[])["/api/chat/session", "/api/chat/events"])
            await Silent(server.Visitor(device).Get(path), path, keys);
        foreach (var forged in keys)
            await Silent(server.Visitor(forged + "x").Post("/api/chat/messages", new { client_id = "b", text = forged }), "a refusal", keys);
        await Silent(server.Visitor().Post("/api/auth/invitation", new { token = invitation, name = "", email = "x" }), "a refusal", keys);
        await Silent(server.Visitor().PostRaw("/api/auth/setup", $"{{\"token\":\"{setup}\""), "a refusal", keys);

        Assert.NotEmpty(server.Logged);
        foreach (var key in keys)
            Assert.DoesNotContain(server.Logged, line => line.Contains(key, StringComparison.Ordinal));
    }

    /// <summary>The cookie's own text, which the browser of the tests keeps to itself.</summary>
    async Task<string> SignInAgain(HttpClient owner, System.Text.Json.JsonElement made)
    {
        Assert.NotEmpty(made.Text("page_id"));
        var email = (await owner.Get("/api/me").Json()).GetProperty("member").Text("email");
        using var signedIn = await server.Visitor().Post("/api/auth/sign-in", new { email, password = "correct horse battery" });
        Assert.True(signedIn.IsSuccessStatusCode);
        return signedIn.Headers.GetValues("Set-Cookie").Single(one => one.StartsWith("charla=", StringComparison.Ordinal)).Split(';')[0][7..];
    }

    static async Task Silent(Task<HttpResponseMessage> call, string what, string[] keys)
    {
        using var answer = await call;
        var said = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
            + string.Concat(answer.Headers.SelectMany(header => header.Value));
        Assert.All(keys, key => Assert.False(said.Contains(key, StringComparison.Ordinal), $"{what} tells a key: {said}"));
    }
}
