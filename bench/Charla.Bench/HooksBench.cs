using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Charla.Kernel.Http;
using Charla.Platform.Webhooks;

namespace Charla.Bench;

/// <summary>
/// From the answer to a message, which is durable then, to the first attempt of its webhook: 100 receivers, of which one
/// never answers. And how fast what waits goes out, beside signed POSTs of the same client that store nothing.
/// </summary>
static class HooksBench
{
    const int Receivers = 100;
    const int Loaded = 10;
    const int Rounds = 5;
    const int MessagesARound = 1000;
    const int Backlog = 10_000;
    const int Conversations = 50;
    const int AtOnce = 80;
    static readonly TimeSpan Between = TimeSpan.FromMilliseconds(5);

    public static async Task<int> Run()
    {
        await using var receivers = await HookReceivers.Start();
        await using var server = await ServerUnderTest.Start();
        var pages = new List<Page>();
        for (var i = 0; i < Receivers; i++)
            pages.Add(await Open(server, receivers, $"bench-{i}"));
        await Latency(server, receivers, pages);
        await Rate(server, receivers, [.. pages.Take(Loaded)]);
        return 0;
    }

    static async Task Latency(ServerUnderTest server, HookReceivers receivers, List<Page> pages)
    {
        receivers.Hanging = pages[^1].Name;
        var rounds = new List<double[]>();
        for (var round = -1; round < Rounds; round++)
        {
            receivers.Came = new();
            var acknowledged = new Dictionary<string, long>();
            await using var connection = await RawHttp.Connect(server.Address);
            for (var i = 0; i < MessagesARound; i++)
            {
                var (page, text) = (pages[i % Receivers], $"{round + 1}-{i}");
                await Send(connection, page.Persons[i / Receivers % page.Persons.Count].Token, text);
                if (page.Name != receivers.Hanging)
                    acknowledged[text] = Stopwatch.GetTimestamp();
                await Task.Delay(Between);
            }

            var since = Stopwatch.StartNew();
            while (acknowledged.Keys.Any(text => !receivers.Came.ContainsKey(text)) && since.Elapsed < TimeSpan.FromSeconds(30))
                await Task.Delay(50);
            if (round >= 0)
            {
                rounds.Add([.. acknowledged.Select(one => receivers.Came.TryGetValue(one.Key, out var came)
                    ? Math.Max(0, Stopwatch.GetElapsedTime(one.Value, came).TotalMilliseconds)
                    : throw new InvalidOperationException($"{one.Key} did not come."))]);
            }
        }

        (receivers.Came, receivers.Hanging) = (null, null);
        Figures.Print("commit to first attempt, 100 receivers, one hangs, p50", Figures.Median(rounds.Select(round => Figures.Percentile(round, 0.5))), "ms", "");
        Figures.Print("commit to first attempt, 100 receivers, one hangs, p99", Figures.Median(rounds.Select(round => Figures.Percentile(round, 0.99))), "ms", "at most 1000, aim 100");
    }

    static async Task Rate(ServerUnderTest server, HookReceivers receivers, IReadOnlyList<Page> pages)
    {
        var rounds = new List<(double Delivered, double Plain, double Cpu)>();
        for (var round = -1; round < Rounds; round++)
        {
            foreach (var page in pages)
                await Switch(server, page, "pause");
            await Fill(server, pages, round + 1);
            await UntilWaiting(server, pages);
            receivers.Reset();
            var (since, cpu) = (Stopwatch.StartNew(), server.Cpu);
            await Task.WhenAll(pages.Select(page => Switch(server, page, "resume")));
            await receivers.Until(Backlog);
            var delivered = Backlog / since.Elapsed.TotalSeconds;
            await Task.Delay(TimeSpan.FromSeconds(1));
            cpu = server.Cpu - cpu;
            var plain = await Plain(receivers, pages);
            if (round >= 0)
                rounds.Add((delivered, plain, cpu.TotalMicroseconds / Backlog));
        }

        Figures.Print("signed POSTs that store nothing", Figures.Median(rounds.Select(round => round.Plain)), "req/s", "");
        Figures.Print("webhook deliveries", Figures.Median(rounds.Select(round => round.Delivered)), "req/s", "");
        Figures.Print("server's CPU for a delivery, its log included", Figures.Median(rounds.Select(round => round.Cpu)), "µs", "");
        Figures.Print("deliveries ÷ signed POSTs that store nothing", Figures.Median(rounds.Select(round => round.Delivered / round.Plain)), "", "at least 0.4, aim 0.7");
    }

    static Task Fill(ServerUnderTest server, IReadOnlyList<Page> pages, int round) => Task.WhenAll(Enumerable.Range(0, 16).Select(async sender =>
    {
        await using var connection = await RawHttp.Connect(server.Address);
        for (var i = sender; i < Backlog; i += 16)
        {
            var page = pages[i % pages.Count];
            await Send(connection, page.Persons[i / pages.Count % page.Persons.Count].Token, $"b{round}-{i}");
        }
    }));

    static async Task UntilWaiting(ServerUnderTest server, IReadOnlyList<Page> pages)
    {
        foreach (var page in pages)
        {
            while ((await Ask(server, page.Token, HttpMethod.Get, $"/api/platform/{page.Id}/apps", null))
                .GetProperty("apps")[0].GetProperty("waiting").GetInt64() < Backlog / pages.Count)
            {
                await Task.Delay(50);
            }
        }
    }

    static async Task<double> Plain(HookReceivers receivers, IReadOnlyList<Page> pages)
    {
        using var guard = new OutboundGuard(allowLoopback: true);
        var client = guard.NewClient(connectionsPerServer: int.MaxValue);
        var body = Encoding.ASCII.GetBytes(
            """{"object":"page","entry":[{"id":"1234567890123456","time":1700000000000,"messaging":[{"sender":{"id":"1234567890123456"},"recipient":{"id":"1234567890123456"},"timestamp":1700000000000,"message":{"mid":"m_123456789ab_1","text":"b1-10000"}}]}]}""");
        var next = -1;
        var since = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < Backlog;)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, Callback(receivers, pages[i % pages.Count].Name))
                {
                    Content = new ByteArrayContent(body),
                };
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                foreach (var (name, value) in Signatures.Of($"evt_{i}", DateTimeOffset.UnixEpoch, body, ["secret"]))
                    request.Headers.TryAddWithoutValidation(name, value);
                using var answer = await client.SendAsync(request);
                answer.EnsureSuccessStatusCode();
            }
        }));
        return Backlog / since.Elapsed.TotalSeconds;
    }

    static async Task Send(RawHttp connection, string token, string text)
    {
        var status = await connection.Ask(RawHttp.Post("/api/chat/messages", token, $$"""{"client_id":"{{text}}","text":"{{text}}"}"""));
        if (status != 200)
            throw new InvalidOperationException($"The server answered {status}.");
    }

    static Uri Callback(HookReceivers receivers, string name) => new(receivers.Address, $"/hook/{name}");

    static async Task<Page> Open(ServerUnderTest server, HookReceivers receivers, string name)
    {
        var (id, handle, token) = await server.CreatePage(name);
        var apps = await Ask(server, token, HttpMethod.Get, $"/api/platform/{id}/apps", null);
        var app = apps.GetProperty("apps")[0].GetProperty("app_id").GetString()!;
        await Ask(server, token, HttpMethod.Put, $"/api/platform/{id}/apps/{app}/webhook", new
        {
            callback_url = Callback(receivers, name).ToString(),
            fields = (string[])["messages"],
        });
        return new Page(id, app, name, token, await server.OpenSessions(handle, Conversations));
    }

    static Task Switch(ServerUnderTest server, Page page, string how) =>
        Ask(server, page.Token, HttpMethod.Post, $"/api/platform/{page.Id}/apps/{page.App}/webhook/{how}", null);

    static async Task<JsonElement> Ask(ServerUnderTest server, string token, HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new("Bearer", token);
        using var answer = await server.Client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? JsonDocument.Parse(text).RootElement.Clone()
            : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{path}: {(int)answer.StatusCode} {text}"));
    }

    sealed record Page(string Id, string App, string Name, string Token, IReadOnlyList<(string Token, string Psid)> Persons);
}
