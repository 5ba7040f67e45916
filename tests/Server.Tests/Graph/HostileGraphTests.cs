using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;

namespace Charla.Server.Tests.Graph;

/// <summary>Whatever is thrown at the Graph is answered below 500 and, if refused, in the Graph's own shape.</summary>
public sealed class HostileGraphTests(ServerFixture server)
{
    static readonly string[] Paths =
    [
        "/me", "/me/messages", "/me/personas", "/me/custom_labels", "/me/conversations", "/me/messenger_profile",
        "/me/custom_user_settings", "/me/thread_settings", "/me/insights", "/me/insights/x/y/z", "/me/moderate_conversations",
        "/me/messenger_codes", "/me/nlp_configs", "/me/unlink_accounts", "/debug_token", "/oauth/access_token", "/sticker_search",
        "/PSID", "/PSID/custom_labels", "/t_PSID", "/t_PSID/messages", "/m_1_1", "/t_", "/m_", "/1/label",
        "/99999999999999999999999999", "/v1.0", "/v99999.0/me", "/v1.0/%20", "/v1.0/me/%F0%9F%98%80",
        "/v1.0/..%2F..%2Fetc", "/",
    ];

    static readonly string[] Values =
    [
        "", "null", "true", "0", "-1", "1e400", "99999999999999999999", "\"\"", "\"x\"", "[]", "{}", "[[[[[]]]]]", "[null]", "[1]", "[{}]",
        "{\"id\":null}", "{\"id\":[]}", "{\"id\":{}}", "{\"id\":1e99}", "{'id':'", "{\"id\":\"\\ud800\"}", "\"\\u0000\"", "{\"a\":1,\"a\":2}",
        "%", "\u0001", "'", "{'a':'b\"c\\'d'}", "$.x", "{result=a:$.b}",
    ];

    static readonly string[] Names =
    [
        "recipient", "message", "sender_action", "payload", "batch", "fields", "limit", "after", "before", "psid", "user", "name",
        "page_label_name", "profile_picture_url", "persistent_menu", "greeting", "get_started", "ice_breakers", "commands",
        "whitelisted_domains", "call_to_actions", "setting_type", "user_ids", "actions", "metric", "since", "until", "input_token",
        "data", "image_size", "reply_to", "persona_id", "method", "appsecret_proof", "recipient[id]", "message[a][b][]", "user_id",
    ];

    readonly ConcurrentDictionary<string, string> wrong = new();
    int asked;

    [Fact]
    [Wire("errors", "the shape: message, type, code, fbtrace_id")]
    public async Task Nothing_makes_it_fail()
    {
        var bot = await Bot.Open(server);
        var person = await bot.Person("Rosa");
        await person.Say("hello");
        await Parallel.ForEachAsync(
            Paths.Select(path => path.Replace("PSID", person.Psid, StringComparison.Ordinal)),
            new ParallelOptions { MaxDegreeOfParallelism = 6, CancellationToken = TestContext.Current.CancellationToken },
            async (path, _) => await Try(bot, path));
        Assert.True(wrong.IsEmpty, string.Join('\n', wrong.Values.Order().Take(40)));
        Assert.InRange(asked, 5_000, int.MaxValue);
    }

    async Task Try(Bot bot, string path)
    {
        foreach (var (number, name) in Names.Index())
        {
            // Each value meets each path, under a quarter of the names.
            foreach (var value in Values.Where((_, at) => (at + number) % 4 == 0))
            {
                await Ask(bot, HttpMethod.Post, $"{path}?access_token={bot.Token}", $"{Uri.EscapeDataString(name)}={Uri.EscapeDataString(value)}", "application/x-www-form-urlencoded");
                await Ask(bot, HttpMethod.Get, $"{path}?access_token={bot.Token}&{Uri.EscapeDataString(name)}={Uri.EscapeDataString(value)}", null, null);
            }

            foreach (var value in Values.Where((value, at) => (at + number) % 4 == 1 && IsJson(value)))
                await Ask(bot, HttpMethod.Post, $"{path}?access_token={bot.Token}", $$"""{"recipient":{"id":"1"},"{{name}}":{{value}}}""", "application/json");
        }

        var deep = new string('[', 5_000);
        foreach (var body in new[] { "", "{", "null", "1", "[]", "\"x\"", deep, "\ud83d", "%%%", "a=b&&==&c", "--x\r\n\r\n--x--", new string('a', 100_000) })
        {
            foreach (var type in new[] { "application/json", "application/json; charset=latin1", "application/x-www-form-urlencoded", "multipart/form-data", "multipart/form-data; boundary=x", "text/plain", "nonsense" })
            {
                foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post, HttpMethod.Delete, HttpMethod.Put, HttpMethod.Options })
                    await Ask(bot, method, $"{path}?access_token={bot.Token}", body, type);
            }
        }
    }

    static bool IsJson(string text)
    {
        try
        {
            JsonDocument.Parse(text).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    async Task Ask(Bot bot, HttpMethod method, string path, string? body, string? type)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        Interlocked.Increment(ref asked);
        using var answer = await bot.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var status = (int)answer.StatusCode;
        if (status < 400 || (path.StartsWith("/?", StringComparison.Ordinal) && method != HttpMethod.Post))
            return;
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        if (status >= 500 || !IsError(text))
            wrong.TryAdd($"{method} {path.Split('?')[0]} {status}", $"{method} {path[..Math.Min(path.Length, 200)]} {type} {body?[..Math.Min(body.Length, 200)]} -> {status} {text[..Math.Min(text.Length, 300)]}");
    }

    static bool IsError(string text) =>
        IsJson(text) && JsonDocument.Parse(text).RootElement is { ValueKind: JsonValueKind.Object } answer
        && answer.TryGetProperty("error", out var error) && error.TryGetProperty("code", out _) && error.TryGetProperty("fbtrace_id", out _);
}
