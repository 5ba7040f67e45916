using System.Diagnostics;

namespace Charla.Bench;

/// <summary>
/// How fast an app sends: <c>POST /me/messages</c> beside the person's own sends on the same server, in turns; and how
/// long a send takes at half of that rate, counted from when it was due.
/// </summary>
static class GraphBench
{
    const int Senders = 128;
    const int Conversations = 1000;
    const int Rounds = 5;
    static readonly TimeSpan RoundTime = TimeSpan.FromSeconds(4);
    static readonly string Text = string.Concat(Enumerable.Repeat("Your table is ready, come in. ", 10))[..280];

    public static async Task<int> Run()
    {
        await using var server = await ServerUnderTest.Start();
        var page = await server.CreatePage();
        var sessions = await server.OpenSessions(page.Handle, Conversations);
        var rounds = new List<((double Rate, double Cpu) Own, (double Rate, double Cpu) Graph, double[] Half)>();
        for (var round = -1; round < Rounds; round++)
        {
            var run = round;
            var own = await WriteBench.Load(server, Senders, RoundTime, (sender, i) => RawHttp.Post(
                "/api/chat/messages",
                sessions[((i * Senders) + sender) % Conversations].Token,
                $$"""{"client_id":"{{run + 1}}-{{sender}}-{{i}}","text":"{{Text}}"}"""));
            var graph = await WriteBench.Load(server, Senders, RoundTime, (sender, i) =>
                Send(page.Token, sessions[((i * Senders) + sender) % Conversations].Psid));
            var half = await Paced(server, graph.Rate / 2, i => Send(page.Token, sessions[i % Conversations].Psid));
            if (round >= 0)
                rounds.Add((own, graph, half));
        }

        Figures.Print("a person's durable sends", Figures.Median(rounds.Select(round => round.Own.Rate)), "msg/s", "");
        Figures.Print("an app's durable sends by the Graph", Figures.Median(rounds.Select(round => round.Graph.Rate)), "msg/s", "");
        Figures.Print("server's CPU for an app's send", Figures.Median(rounds.Select(round => round.Graph.Cpu)), "µs", "");
        Figures.Print(
            "an app's sends ÷ a person's", Figures.Median(rounds.Select(round => round.Graph.Rate / round.Own.Rate)), "", "at least 0.6, aim 0.9");
        Figures.Print(
            "an app's send at half of that rate, p99",
            Figures.Median(rounds.Select(round => Figures.Percentile(round.Half, 0.99))),
            "ms",
            "at most 30, aim 10");
        return 0;
    }

    static byte[] Send(string token, string psid) => RawHttp.Post(
        "/v23.0/me/messages",
        token,
        $$$"""{"messaging_type":"RESPONSE","recipient":{"id":"{{{psid}}}"},"message":{"text":"{{{Text}}}"}}""");

    /// <summary>Milliseconds of each send from the moment at which it was due.</summary>
    static async Task<double[]> Paced(ServerUnderTest server, double rate, Func<int, byte[]> request)
    {
        var since = Stopwatch.StartNew();
        var taken = await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(async () =>
        {
            await using var connection = await RawHttp.Connect(server.Address);
            var times = new List<double>();
            for (var number = sender; ; number += Senders)
            {
                var due = TimeSpan.FromSeconds(number / rate);
                if (due > RoundTime)
                    return times;
                if (due > since.Elapsed)
                    await Task.Delay(due - since.Elapsed);
                if (await connection.Ask(request(number)) is not 200 and var status)
                    throw new InvalidOperationException($"The server answered {status}.");
                times.Add((since.Elapsed - due).TotalMilliseconds);
            }
        })));
        return [.. taken.SelectMany(times => times)];
    }
}
