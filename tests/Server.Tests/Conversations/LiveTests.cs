using System.Net.WebSockets;

namespace Charla.Server.Tests.Conversations;

public sealed class LiveTests(ConversationServer server) : IClassFixture<ConversationServer>
{
    const int Seed = 4711;

    [Fact]
    public async Task A_message_reaches_the_other_device_and_is_acknowledged()
    {
        var chat = await Person();
        await using var phone = await chat.Connect();
        await using var desk = await chat.Connect();
        await desk.Next("ready");
        await phone.Send(new { type = "send", client_id = "c1", text = "hello" });
        var ack = await phone.Next("ack");
        var seen = Assert.Single(await desk.EventsUntil(1));
        Assert.Equal("c1", ack!.Value.GetProperty("client_id").GetString());
        Assert.Equal("hello", seen.GetProperty("message").GetProperty("text").GetString());
    }

    [Fact]
    public async Task What_was_missed_comes_first_and_in_order()
    {
        var chat = await Person();
        for (var i = 1; i <= 450; i++)
            await chat.Send($"c{i}", $"{i}");
        await using var live = await chat.Connect(after: 5);
        var events = await live.EventsUntil(450);
        Assert.Equal(Enumerable.Range(6, 445).Select(seq => (long)seq), events.Select(one => one.GetProperty("seq").GetInt64()));
    }

    [Fact]
    public async Task Cut_two_hundred_times_while_others_write_nothing_is_missing()
    {
        var chat = await Person();
        var random = new Random(Seed);
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            var sent = 0;
            while (!stop.IsCancellationRequested)
                await chat.Send($"w{sent}", $"{sent++}");
            return sent;
        });

        var seen = new List<long>();
        for (var cut = 0; cut < 200; cut++)
        {
            await using var live = await chat.Connect(after: seen.Count == 0 ? 0 : seen[^1]);
            for (var frames = random.Next(1, 4); frames > 0 && await live.Next("events") is { } frame; frames--)
                seen.AddRange(frame.GetProperty("events").EnumerateArray().Select(one => one.GetProperty("seq").GetInt64()));
            live.Cut();
        }

        await stop.CancelAsync();
        var total = await writing;
        await using var last = await chat.Connect(after: seen[^1]);
        if (seen[^1] < total)
            seen.AddRange((await last.EventsUntil(total)).Select(one => one.GetProperty("seq").GetInt64()));
        Assert.Equal(Enumerable.Range(1, total).Select(seq => (long)seq), seen);
    }

    [Fact]
    public async Task A_number_from_another_life_of_the_store_resets_the_client()
    {
        var chat = await Person();
        await chat.Send("c1", "hello");
        await using var live = await chat.Connect(after: 4000);
        Assert.NotNull(await live.Next("reset"));
        Assert.Single(await live.EventsUntil(1));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{\"type\":7}")]
    [InlineData("{\"type\":\"send\",\"seq\":\"x\"}")]
    public async Task A_frame_that_is_none_ends_the_offender_alone(string frame)
    {
        var (bad, good) = (await Person(), await Person());
        await using var canary = await good.Connect();
        await using var live = await bad.Connect();
        await live.Next("ready");
        await live.SendText(frame);
        Assert.Null(await live.Next("never"));
        Assert.Equal(WebSocketCloseStatus.InvalidPayloadData, live.ClosedWith);
        await canary.Send(new { type = "ping" });
        Assert.NotNull(await canary.Next("pong"));
    }

    [Fact]
    public async Task A_refused_send_names_its_client_id()
    {
        await using var live = await (await Person()).Connect();
        await live.Send(new { type = "send", client_id = "c1", text = "" });
        var refused = await live.Next("refused");
        Assert.Equal("message.empty", refused!.Value.GetProperty("problem").GetProperty("code").GetString());
        Assert.Equal("c1", refused.Value.GetProperty("client_id").GetString());
    }

    [Fact]
    public async Task Without_a_token_the_socket_closes()
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(server.Address) { Scheme = "ws", Path = "/api/chat/live" }.Uri, CancellationToken.None);
        var live = new LiveClient(socket);
        await live.Send(new { type = "auth", token = "person_forged" });
        Assert.Null(await live.Next("ready"));
        Assert.Equal(4401, (int)live.ClosedWith!);
    }

    [Fact]
    public async Task The_stream_carries_the_same_frames()
    {
        var chat = await Person();
        await chat.Send("c1", "hello");
        using var http = new HttpClient { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", chat.Token);
        using var answer = await http.GetAsync("/api/chat/stream?after=0", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        Assert.Contains("\"ready\"", await reader.ReadLineAsync(), StringComparison.Ordinal);
        await reader.ReadLineAsync();
        Assert.Contains("hello", await reader.ReadLineAsync(), StringComparison.Ordinal);
    }

    async Task<ChatClient> Person() => await ChatClient.Open(server.Address, (await server.MakePage()).Text("handle"));
}
