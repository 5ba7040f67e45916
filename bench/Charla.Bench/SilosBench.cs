using System.Diagnostics;

namespace Charla.Bench;

/// <summary>
/// Three silos beside one on the same machine: durable sends over HTTP to pages that are spread over the partitions, each
/// sender at one silo, whichever is the page's home; in turns, medians of five. Then two of the three are killed, one
/// after another: how long until every page takes messages again.
/// </summary>
static class SilosBench
{
    const int Pages = 24;
    const int PerPage = 40;
    const int Senders = 96;
    const int Rounds = 5;
    static readonly TimeSpan RoundTime = TimeSpan.FromSeconds(4);
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<int> Run()
    {
        await using var postgres = await PostgresUnderTest.Start();
        using var one = await Cluster.Start(postgres, silos: 1);
        using var three = await Cluster.Start(postgres, silos: 3);
        var rounds = new List<(double One, double Three)>();
        for (var round = -1; round < Rounds; round++)
        {
            var both = (await one.Load(round), await three.Load(round));
            if (round >= 0)
                rounds.Add(both);
        }

        Figures.Print("durable sends over HTTP, one silo", Figures.Median(rounds.Select(round => round.One)), "msg/s", "");
        Figures.Print("durable sends over HTTP, three silos on the same machine", Figures.Median(rounds.Select(round => round.Three)), "msg/s", "");
        Figures.Print("three silos ÷ one", Figures.Median(rounds.Select(round => round.Three / round.One)), "", "at least 0.70, aim 0.90");
        Figures.Print("a silo of three killed: all pages take messages again", (await three.Kill("first")).TotalSeconds, "s", "at most 25, aim 10");
        Figures.Print("the next of the two killed: all pages take messages again", (await three.Kill("second")).TotalSeconds, "s", "at most 25, aim 10");
        return 0;
    }

    sealed class Cluster(Scratch scratch, List<ServerUnderTest> silos, string[] tokens) : IDisposable
    {
        public static async Task<Cluster> Start(PostgresUnderTest postgres, int silos)
        {
            var scratch = new Scratch(postgres.Server);
            var started = new List<ServerUnderTest>();
            for (var i = 0; i < silos; i++)
                started.Add(await ServerUnderTest.Start(scratch));
            var tokens = new List<string>();
            for (var page = 0; page < Pages; page++)
            {
                var made = await started[0].CreatePage($"bench-{page}");
                tokens.AddRange((await started[0].OpenSessions(made.Handle, PerPage)).Select(session => session.Token));
            }

            return new Cluster(scratch, started, [.. tokens]);
        }

        /// <summary>Messages a second.</summary>
        public async Task<double> Load(int round)
        {
            var until = Stopwatch.StartNew();
            var counts = await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(async () =>
            {
                await using var connection = await RawHttp.Connect(silos[sender % silos.Count].Address);
                var count = 0;
                for (; until.Elapsed < RoundTime; count++)
                {
                    var token = tokens[((count * Senders) + sender) * 7 % tokens.Length];
                    if (await connection.Ask(Message(token, $"{round + 1}-{sender}-{count}")) is not 200 and var status)
                        throw new InvalidOperationException($"The server answered {status}.");
                }

                return count;
            })));
            return counts.Sum() / until.Elapsed.TotalSeconds;
        }

        /// <summary>Kills the last silo without a word; how long until a conversation of every page took a message.</summary>
        public async Task<TimeSpan> Kill(string name)
        {
            var since = Stopwatch.StartNew();
            await silos[^1].DisposeAsync();
            silos.RemoveAt(silos.Count - 1);
            var back = await Task.WhenAll(Enumerable.Range(0, Pages).Select(page => Task.Run(async () =>
            {
                await using var connection = await RawHttp.Connect(silos[page % silos.Count].Address);
                while (await connection.Ask(Message(tokens[page * PerPage], $"k-{name}-{page}")) != 200)
                {
                    if (since.Elapsed > Patience)
                        throw new InvalidOperationException("A page takes no messages.");
                    await Task.Delay(100);
                }

                return since.Elapsed;
            })));
            return back.Max();
        }

        public void Dispose()
        {
            foreach (var silo in silos)
                silo.DisposeAsync().AsTask().GetAwaiter().GetResult();
            scratch.Dispose();
        }

        static byte[] Message(string token, string clientId) => RawHttp.Post(
            "/api/chat/messages", token, $$"""{"client_id":"{{clientId}}","text":"Do you have rye bread today?"}""");
    }
}
