using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.RegularExpressions;

namespace Charla.Server.Tests.Faults;

/// <summary>What people and teams ask a server that is a process of its own.</summary>
static partial class Asking
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<HttpResponseMessage> Ask(
        this ServerProcess server, string token, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await server.Client.SendAsync(request, Cancel);
    }

    /// <summary>The text of an answer that must be good.</summary>
    public static async Task<string> Read(this ServerProcess server, string token, string path)
    {
        using var answer = await server.Ask(token, HttpMethod.Get, path);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.IsSuccessStatusCode, text);
        return text;
    }

    /// <summary>A page's desk gets a question that it answers by itself.</summary>
    public static async Task TeachDesk(this ServerProcess server, string key, string page)
    {
        var faqs = new[] { new { id = "park", question = new { en = "Can I park?" }, answer = new { en = "Yes." } } };
        (await server.Ask(key, HttpMethod.Put, $"/api/desk/{page}", new { faqs })).EnsureSuccessStatusCode();
    }

    public static async Task AskToPark(this ServerProcess server, string token, string clientId)
    {
        var question = new { client_id = clientId, postback = new { title = "Can I park?", payload = "faq:park" } };
        (await server.Ask(token, HttpMethod.Post, "/api/chat/messages", question)).EnsureSuccessStatusCode();
    }

    public static async Task UntilAnswered(this ServerProcess server, string token, int times)
    {
        while ((await server.Read(token, "/api/chat/events?limit=200")).Split("\"auto\":\"faq\"").Length <= times)
            await Task.Delay(50, Cancel);
    }

    /// <summary>No follower has anything left to read: the next start begins after all that was written.</summary>
    public static async Task UntilFollowed(this ServerProcess server)
    {
        for (var waited = 0; ; waited++)
        {
            var lags = Lag().Matches(await server.Client.GetStringAsync("/metrics", Cancel));
            if (lags.Count > 0 && lags.All(lag => lag.Groups[1].Value == "0"))
                return;
            Assert.True(waited < 600, "Followers were behind for half a minute.");
            await Task.Delay(50, Cancel);
        }
    }

    public static async Task UntilItSays(this ServerProcess server, string what)
    {
        for (var waited = 0; !server.Said.Contains(what, StringComparison.Ordinal); waited++)
        {
            Assert.True(waited < 200, $"It said: {server.Said}");
            await Task.Delay(50, Cancel);
        }
    }

    [GeneratedRegex(@"^charla_follower_lag\{[^}]*\} (\d+)", RegexOptions.Multiline)]
    private static partial Regex Lag();
}
