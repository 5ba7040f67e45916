using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Charla.Server.Tests.Faults;

/// <summary>
/// Conversations all over the partitions: in each somebody sends without pause and a screen reads along, both by turns at
/// whichever server answers. What a server refuses or leaves unanswered is sent to the next with the same client id.
/// </summary>
sealed class ClusterLoad : IAsyncDisposable
{
    const int Conversations = 16;
    static readonly TimeSpan TimeToAnswer = TimeSpan.FromSeconds(3);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    readonly ThreeSilos silos;
    readonly Oracle oracle = new();
    readonly CancellationTokenSource stop;
    readonly CancellationTokenSource stopReading;
    readonly List<Talk> talks = [];

    ClusterLoad(ThreeSilos silos, CancellationToken cancel)
    {
        this.silos = silos;
        stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        stopReading = CancellationTokenSource.CreateLinkedTokenSource(cancel);
    }

    public int Acknowledged => oracle.Acknowledged;

    public int Refused => talks.Sum(talk => talk.Refused);

    public int Reconnected => talks.Sum(talk => talk.Connections - 1);

    /// <summary>The longest that one message took from its first try to its acknowledgement, since last asked.</summary>
    public TimeSpan LongestWait()
    {
        var longest = talks.Max(talk => talk.LongestWait);
        talks.ForEach(talk => talk.LongestWait = default);
        return longest;
    }

    public static async Task<ClusterLoad> Start(ThreeSilos silos, CancellationToken cancel)
    {
        var load = new ClusterLoad(silos, cancel);
        for (var i = 0; i < Conversations; i++)
        {
            var server = silos.At(i % ThreeSilos.Size);
            var handle = await server.CreatePage($"luna-{Kernel.Ids.NewSecret(40)}", cancel);
            load.talks.Add(new Talk(i, await server.OpenSession(handle, cancel)));
        }

        foreach (var talk in load.talks)
        {
            talk.Sending = Task.Run(() => load.Send(talk), cancel);
            talk.Reading = Task.Run(() => load.Read(talk), cancel);
        }

        return load;
    }

    /// <summary>In every conversation so many more were acknowledged; how long that took.</summary>
    public async Task<TimeSpan> Flow(int more, TimeSpan patience)
    {
        var since = Stopwatch.StartNew();
        var goals = talks.Select(talk => (talk, Goal: talk.Acknowledged + more)).ToList();
        while (goals.Exists(goal => goal.talk.Acknowledged < goal.Goal))
        {
            await ThrowIfFailed();
            if (since.Elapsed > patience)
            {
                var stuck = goals.Count(goal => goal.talk.Acknowledged < goal.Goal);
                Assert.Fail($"In {stuck} of {talks.Count} conversations sends do not flow after {since.Elapsed}. {silos.LastSaid()}");
            }

            await Task.Delay(20, stop.Token);
        }

        return since.Elapsed;
    }

    /// <summary>Every screen has come to where its conversation is now, though sends go on.</summary>
    public async Task Show(TimeSpan patience)
    {
        var since = Stopwatch.StartNew();
        foreach (var (talk, goal) in talks.Select(talk => (talk, talk.LastSeq)).ToList())
        {
            while (talk.Seen < goal)
            {
                await ThrowIfFailed();
                Assert.True(since.Elapsed < patience, $"A screen shows {talk.Seen} of {goal}. {silos.LastSaid()}");
                await Task.Delay(20, stop.Token);
            }
        }
    }

    /// <summary>Stops, and holds what was acknowledged against what is stored, and that against every screen.</summary>
    public async Task Check()
    {
        await stop.CancelAsync();
        await Task.WhenAll(talks.Select(talk => talk.Sending));
        foreach (var talk in talks)
        {
            var stored = await silos.Up[0].ReadAll(talk.Token, CancellationToken.None);
            oracle.Check(talk.Token, stored);
            for (var waited = 0; talk.Seen < stored.Count; waited++)
            {
                await ThrowIfFailed();
                Assert.True(waited < 1000, $"A screen shows {talk.Seen} of {stored.Count}.");
                await Task.Delay(20, CancellationToken.None);
            }

            Assert.Equal(stored.Count, talk.Seen);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await stopReading.CancelAsync();
        await Task.WhenAll(talks.SelectMany(talk => new[] { talk.Sending, talk.Reading }))
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
        stopReading.Dispose();
    }

    async Task ThrowIfFailed()
    {
        foreach (var failed in talks.SelectMany(talk => new[] { talk.Sending, talk.Reading }).Where(task => task.IsFaulted))
            await failed;
    }

    ServerProcess? Next(ref int turn)
    {
        var up = silos.Up;
        return up.Count == 0 ? null : up[turn++ % up.Count];
    }

    async Task Send(Talk talk)
    {
        var turn = talk.Number;
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var since = Stopwatch.GetTimestamp();
            while (await TrySend(talk, Next(ref turn), $"c{i}") is not { } seq || !talk.Acknowledge(oracle, $"c{i}", seq))
            {
                if (stop.IsCancellationRequested)
                    return;
                talk.Refused++;
                await Task.Delay(Pause, CancellationToken.None);
            }

            var waited = Stopwatch.GetElapsedTime(since);
            if (waited > talk.LongestWait)
                talk.LongestWait = waited;
            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    /// <summary>The number it was acknowledged with; null when nobody knows, or it is to be tried again.</summary>
    static async Task<long?> TrySend(Talk talk, ServerProcess? server, string clientId)
    {
        if (server is null)
            return null;
        using var soon = new CancellationTokenSource(TimeToAnswer);
        try
        {
            using var answer = await server.Send(talk.Token, clientId, $"message {clientId}", soon.Token);
            var text = await answer.Content.ReadAsStringAsync(soon.Token);
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
            {
                Assert.NotNull(answer.Headers.RetryAfter);
                return null;
            }

            Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}: {text}");
            return JsonDocument.Parse(text).RootElement.GetProperty("seq").GetInt64();
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            return null;
        }
    }

    async Task Read(Talk talk)
    {
        var turn = talk.Number + 1;
        while (!stopReading.IsCancellationRequested)
        {
            try
            {
                var doors = silos.Doors;
                await ReadAt(doors[turn++ % doors.Count].Address, talk);
            }
            catch (Exception error) when (error is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
            {
                // The server is gone: the next one.
            }

            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    /// <summary>As a phone does it: comes back with the last number it has, and asks whether the line still lives.</summary>
    async Task ReadAt(Uri server, Talk talk)
    {
        using var socket = new ClientWebSocket();
        using (var soon = CancellationTokenSource.CreateLinkedTokenSource(stopReading.Token))
        {
            soon.CancelAfter(TimeToAnswer);
            await socket.ConnectAsync(
                new UriBuilder(server) { Scheme = "ws", Path = "/api/chat/live", Query = $"after={talk.Seen}" }.Uri, soon.Token);
            await Say(socket, new { type = "auth", token = talk.Token }, soon.Token);
        }

        talk.Connections++;
        var buffer = new byte[256 << 10];
        while (true)
        {
            await Say(socket, new { type = "ping" }, stopReading.Token);
            for (var type = ""; type != "pong";)
            {
                using var soon = CancellationTokenSource.CreateLinkedTokenSource(stopReading.Token);
                soon.CancelAfter(TimeToAnswer);
                if (await Frame(socket, buffer, soon.Token) is not { } frame)
                    return;
                type = frame.Text("type");
                Assert.NotEqual("reset", type);
                if (type == "events")
                    talk.See(frame.GetProperty("events").EnumerateArray().Select(one => one.GetProperty("seq").GetInt64()));
            }

            await Task.Delay(Pause, stopReading.Token);
        }
    }

    static async Task<JsonElement?> Frame(ClientWebSocket socket, byte[] buffer, CancellationToken cancel)
    {
        var length = 0;
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length), cancel);
            if (read.MessageType == WebSocketMessageType.Close)
                return null;
            length += read.Count;
            if (read.EndOfMessage)
                return JsonDocument.Parse(buffer.AsMemory(0, length)).RootElement.Clone();
        }
    }

    static Task Say(ClientWebSocket socket, object frame, CancellationToken cancel) => socket.SendAsync(
        Encoding.UTF8.GetBytes(JsonSerializer.Serialize(frame)).AsMemory(), WebSocketMessageType.Text, endOfMessage: true, cancel).AsTask();

    sealed class Talk(int number, string token)
    {
        public int Number => number;

        public string Token => token;

        public Task Sending { get; set; } = Task.CompletedTask;

        public Task Reading { get; set; } = Task.CompletedTask;

        public int Acknowledged { get; private set; }

        /// <summary>The highest number that was acknowledged.</summary>
        public long LastSeq { get; private set; }

        public int Refused { get; set; }

        public int Connections { get; set; }

        public TimeSpan LongestWait { get; set; }

        /// <summary>The last number on the screen.</summary>
        public long Seen { get; private set; }

        public bool Acknowledge(Oracle oracle, string clientId, long seq)
        {
            oracle.Acknowledge(token, clientId, seq);
            LastSeq = Math.Max(LastSeq, seq);
            Acknowledged++;
            return true;
        }

        /// <summary>Every number, once, in order.</summary>
        public void See(IEnumerable<long> numbers)
        {
            foreach (var seq in numbers)
            {
                Assert.Equal(Seen + 1, seq);
                Seen = seq;
            }
        }
    }
}
