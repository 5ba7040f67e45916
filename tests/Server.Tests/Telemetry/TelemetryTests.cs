using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Charla.Server.Tests.Faults;

namespace Charla.Server.Tests.Telemetry;

/// <summary>What an operator sees of a running server: traces at a collector, figures at /metrics.</summary>
public sealed partial class TelemetryTests : IDisposable
{
    const string Asked = "0af7651916cd43dd8448eb211c80319c";
    const string Refused = "1bf7651916cd43dd8448eb211c80319d";

    readonly string folder = Directory.CreateTempSubdirectory("charla-telemetry-").FullName;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_message_is_one_trace_from_the_door_to_its_followers_and_every_figure_on_the_dashboard_exists()
    {
        using var collector = new Collector();
        await using var server = await ServerProcess.Start(
            folder, Cancel, "--OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address, "--OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf",
            "--OTEL_BSP_SCHEDULE_DELAY", "100");
        using var made = await server.CreatePage("luna", null, Cancel);
        var page = JsonDocument.Parse(await made.Content.ReadAsStringAsync(Cancel)).RootElement;
        await server.TeachDesk(page.Text("page_access_token"), page.Text("page_id"));
        var token = await server.OpenSession("luna", Cancel);
        using var code = await server.Ask(token, HttpMethod.Post, "/api/chat/devices", new { });
        var secret = JsonDocument.Parse(await code.Content.ReadAsStringAsync(Cancel)).RootElement.Text("code");
        using var shown = await server.Client.GetAsync($"/c/{secret}", Cancel);
        using var live = await Live(server, token);

        (await Ask(server, token, Asked, new { client_id = "a", postback = new { title = "Can I park?", payload = "faq:park" } })).EnsureSuccessStatusCode();
        using var refused = await Ask(server, token, Refused, new { client_id = "b", text = new string('x', 8001) });
        Assert.Contains($"\"trace_id\":\"{Refused}\"", await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);

        string[] wanted = ["POST /api/chat/messages", "door", "conversation", "commit", "follower frontdesk.answers"];
        await Until(() => wanted.All(name => collector.Spans.Any(span => span.Trace == Asked && span.Name == name)), () =>
            string.Join("\n", collector.Spans));
        var spans = collector.Spans.Where(span => span.Trace == Asked).ToList();
        Assert.Equal("POST /api/chat/messages", Parent(spans, "door"));
        Assert.Equal("door", Parent(spans, "conversation"));
        Assert.Equal("conversation", Parent(spans, "commit"));
        Assert.Equal("conversation", Parent(spans, "follower frontdesk.answers"));
        Assert.Contains(spans, span => span.Name == "door" && spans.Any(follower => follower.Id == span.Parent && follower.Name == "follower frontdesk.answers"));
        foreach (var key in (string[])[token, secret, page.Text("page_access_token"), ServerProcess.OperatorToken])
            Assert.DoesNotContain(collector.Received, text => text.Contains(key, StringComparison.Ordinal));

        var figures = await server.Client.GetStringAsync("/metrics", Cancel);
        var known = MetricLine().Matches(figures).Select(match => match.Groups[1].Value).ToHashSet();
        foreach (var file in (string[])["grafana/charla.json", "prometheus/alerts.yml"])
        {
            var named = Metric().Matches(await File.ReadAllTextAsync(Path.Combine(Deploy.Folder, file), Cancel)).Select(match => match.Value).Distinct().ToList();
            Assert.NotEmpty(named);
            Assert.All(named, name => Assert.True(known.Contains(name), $"{file} names {name}, which /metrics has not:\n{string.Join("\n", known.Order())}"));
        }
    }

    [Fact]
    public async Task Without_a_collector_an_error_has_the_callers_trace_id_too()
    {
        await using var server = await ServerProcess.Start(folder, Cancel);
        using var refused = await Ask(server, "no token", Refused, new { client_id = "b", text = "x" });
        Assert.Contains($"\"trace_id\":\"{Refused}\"", await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    static string Parent(List<Collector.Span> spans, string name)
    {
        var parents = spans.Where(span => span.Name == name).Select(child => child.Parent).ToHashSet();
        return spans.First(span => parents.Contains(span.Id)).Name;
    }

    static async Task<HttpResponseMessage> Ask(ServerProcess server, string token, string trace, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/chat/messages") { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("traceparent", $"00-{trace}-b7ad6b7169203331-01");
        return await server.Client.SendAsync(request, Cancel);
    }

    static async Task<ClientWebSocket> Live(ServerProcess server, string token)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(server.Address) { Scheme = "ws", Path = "/api/chat/live", Query = "after=0" }.Uri, Cancel);
        var live = new LiveClient(socket);
        await live.Send(new { type = "auth", token });
        Assert.NotNull(await live.Next("ready"));
        return socket;
    }

    static async Task Until(Func<bool> holds, Func<string> seen)
    {
        for (var attempt = 0; attempt < 300 && !holds(); attempt++)
            await Task.Delay(100, Cancel);
        Assert.True(holds(), seen());
    }

    [GeneratedRegex(@"^([a-z_]+)[{ ]", RegexOptions.Multiline)]
    private static partial Regex MetricLine();

    [GeneratedRegex(@"\b(charla|dotnet|http_server|kestrel)_[a-z_]+")]
    private static partial Regex Metric();
}
