using System.Diagnostics;
using System.Net;
using System.Text.Json;

namespace Charla.Bench;

/// <summary>
/// 10,000 live sockets are cut at once while messages go on. Each client comes back as the chat does (after a second, give
/// or take a fifth; then after two, four …) with the last number it has, and counts what it is told: nothing may miss.
/// </summary>
static class StormBench
{
    const int Clients = 10_000;
    const int PerAddress = 5_000;
    const int Senders = 8;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    static readonly TimeSpan SendEvery = TimeSpan.FromMilliseconds(40);

    public static async Task<int> Run()
    {
        var limit = OpenFiles.Raise(2 * Clients);
        if (limit < Clients + 2000)
        {
            Console.WriteLine($"This needs more open files than {limit}: ulimit -n {2 * Clients}");
            return 1;
        }

        await using var server = await ServerUnderTest.Start();
        var page = await server.CreatePage();
        var sessions = await server.OpenSessions(page.Handle, Clients);
        var clients = sessions.Select((session, i) =>
            new Client(server.Address, session.Token, new IPAddress([127, 0, 0, (byte)(2 + (i / PerAddress))]))).ToArray();
        await Parallel.ForAsync(0, Clients, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, _) => await clients[i].Connect());
        using var stop = new CancellationTokenSource();
        var sending = Enumerable.Range(0, Senders).Select(sender => Send(server, sessions, sender, stop.Token)).ToArray();
        await Task.Delay(TimeSpan.FromSeconds(3), CancellationToken.None);
        foreach (var client in clients)
            client.Cut();
        var since = Stopwatch.StartNew();
        var back = await Task.WhenAll(clients.Select(client => client.ComeBack(since)));
        var sentInStorm = since.Elapsed;
        await Task.Delay(TimeSpan.FromSeconds(2), CancellationToken.None);
        await stop.CancelAsync();
        var took = (await Task.WhenAll(sending)).SelectMany(one => one).ToArray();
        await Task.Delay(TimeSpan.FromSeconds(2), CancellationToken.None);
        var gaps = clients.Count(client => client.HasGap);
        var behind = await Behind(server, sessions, clients);
        foreach (var client in clients)
            client.Cut();
        Figures.Print("10,000 sockets cut at once: all back", back.Max().TotalSeconds, "s", "at most 60, aim 20");
        Figures.Print("10,000 sockets cut at once: half of them back", Figures.Median(back.Select(one => one.TotalSeconds)), "s", "");
        Figures.Print("clients that miss something afterwards", gaps + behind, "", "0");
        Figures.Print("sends meanwhile, p99", Figures.Percentile(took, 0.99), "ms", "at most 1000");
        return gaps + behind == 0 && sentInStorm < Patience ? 0 : 1;
    }

    /// <summary>Each sender goes through the conversations of its own; milliseconds of each send.</summary>
    static async Task<List<double>> Send(
        ServerUnderTest server, IReadOnlyList<(string Token, string Psid)> sessions, int sender, CancellationToken stop)
    {
        var took = new List<double>();
        await using var connection = await RawHttp.Connect(server.Address);
        for (var i = sender; !stop.IsCancellationRequested; i += Senders)
        {
            var since = Stopwatch.GetTimestamp();
            var status = await connection.Ask(RawHttp.Post(
                "/api/chat/messages", sessions[i % Clients].Token, $$"""{"client_id":"s{{i}}","text":"Do you have rye bread today?"}"""));
            if (status != 200)
                throw new InvalidOperationException($"The server answered {status}.");
            took.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
            await Task.Delay(SendEvery, CancellationToken.None);
        }

        return took;
    }

    /// <summary>Clients that do not have what the store has.</summary>
    static async Task<int> Behind(ServerUnderTest server, IReadOnlyList<(string Token, string Psid)> sessions, Client[] clients)
    {
        var behind = 0;
        await Parallel.ForAsync(0, Clients, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, cancel) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/chat/events?limit=1");
            request.Headers.Authorization = new("Bearer", sessions[i].Token);
            using var answer = await server.Client.SendAsync(request, cancel);
            using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancel));
            if (json.RootElement.GetProperty("seq").GetInt64() != clients[i].Last)
                Interlocked.Increment(ref behind);
        });
        return behind;
    }

    sealed class Client(Uri server, string token, IPAddress from)
    {
        RawSocket? socket;

        public long Last { get; private set; }

        public bool HasGap { get; private set; }

        public async Task Connect()
        {
            socket = await CharlaPair.Open(server, token, from, Last);
            _ = Listen(socket);
        }

        public void Cut() => socket?.Cut();

        public async Task<TimeSpan> ComeBack(Stopwatch since)
        {
            for (var attempt = 0; since.Elapsed < Patience; attempt++)
            {
                await Task.Delay(TimeSpan.FromSeconds(Math.Min(30, 1 << attempt) * (0.8 + (Random.Shared.NextDouble() * 0.4))));
                try
                {
                    await Connect();
                    break;
                }
                catch (Exception error) when (error is IOException or System.Net.Sockets.SocketException)
                {
                    // Too many at once: later.
                }
            }

            return since.Elapsed;
        }

        async Task Listen(RawSocket socket)
        {
            try
            {
                while (await socket.Receive() is { } text)
                    Read(text);
            }
            catch (Exception error) when (error is System.Net.Sockets.SocketException or ObjectDisposedException)
            {
                // Cut.
            }
        }

        void Read(ReadOnlyMemory<byte> text)
        {
            using var frame = JsonDocument.Parse(text);
            if (frame.RootElement.GetProperty("type").GetString() != "events")
                return;
            foreach (var told in frame.RootElement.GetProperty("events").EnumerateArray())
            {
                var seq = told.GetProperty("seq").GetInt64();
                HasGap |= seq != Last + 1;
                Last = seq;
            }
        }
    }
}
