namespace Charla.Bench;

/// <summary>
/// From the sender's socket over the commit to the receiver's socket: 100 pairs of devices. As fast as the pairs can go
/// (the next message leaves when the last arrived), and at half of that rate; in turns, medians of five.
/// </summary>
static class DeliverBench
{
    const int Pairs = 100;
    const int Rounds = 5;
    static readonly TimeSpan RoundTime = TimeSpan.FromSeconds(5);

    public static async Task<int> Run()
    {
        await using var server = await ServerUnderTest.Start();
        var page = await server.CreatePage();
        var sessions = await server.OpenSessions(page.Handle, Pairs);
        var pairs = await Task.WhenAll(sessions.Select(session => CharlaPair.Connect(server.Address, session.Token)));
        await PairLoad.Closed(pairs, RoundTime);
        var rounds = new List<(double Rate, double[] Full, double[] Half)>();
        for (var round = 0; round < Rounds; round++)
        {
            var (rate, full) = await PairLoad.Closed(pairs, RoundTime);
            rounds.Add((rate, full, await PairLoad.Open(pairs, rate / 2, RoundTime)));
        }

        Figures.Print("closed loop, 100 pairs", Figures.Median(rounds.Select(round => round.Rate)), "msg/s", "");
        Figures.Print("half of that rate, p50", Figures.Median(rounds.Select(round => Figures.Percentile(round.Half, 0.5))), "ms", "at most 5, aim 2.5");
        Figures.Print("half of that rate, p99", Figures.Median(rounds.Select(round => Figures.Percentile(round.Half, 0.99))), "ms", "at most 20, aim 10");
        Figures.Print("full rate, p99", Figures.Median(rounds.Select(round => Figures.Percentile(round.Full, 0.99))), "ms", "at most 25, aim 15");
        return 0;
    }
}
