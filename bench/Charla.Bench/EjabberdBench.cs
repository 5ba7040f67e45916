namespace Charla.Bench;

/// <summary>
/// From one socket over the store to another: 100 pairs, the next message leaves when the last arrived. Charla and
/// ejabberd in turns, both on one PostgreSQL, both idle while the other runs; medians of five.
/// </summary>
static class EjabberdBench
{
    const int Pairs = 100;
    const int Rounds = 5;
    static readonly TimeSpan RoundTime = TimeSpan.FromSeconds(5);

    public static async Task<int> Run()
    {
        if (!EjabberdUnderTest.IsInstalled)
        {
            Console.WriteLine(EjabberdUnderTest.Needs);
            return 1;
        }

        await using var postgres = await PostgresUnderTest.Start();
        using var scratch = new Scratch(postgres.Server);
        await using var server = await ServerUnderTest.Start(scratch);
        await using var ejabberd = await EjabberdUnderTest.Start(postgres, 2 * Pairs);
        var page = await server.CreatePage();
        var sessions = await server.OpenSessions(page.Handle, Pairs);
        var ours = await Task.WhenAll(sessions.Select(session => CharlaPair.Connect(server.Address, session.Token)));
        var theirs = new List<IPair>(Pairs);
        for (var number = 0; number < Pairs; number++)
            theirs.Add(await XmppPair.Connect(ejabberd.Port, number));
        var rounds = new List<((double Rate, double[] Took) Charla, (double Rate, double[] Took) Ejabberd)>();
        for (var round = -1; round < Rounds; round++)
        {
            var one = (await PairLoad.Closed(ours, RoundTime), await PairLoad.Closed(theirs, RoundTime));
            if (round >= 0)
                rounds.Add(one);
        }

        Figures.Print("Charla on PostgreSQL, 100 pairs", Figures.Median(rounds.Select(round => round.Charla.Rate)), "msg/s", "");
        Figures.Print("Charla on PostgreSQL, p99", Figures.Median(rounds.Select(round => Figures.Percentile(round.Charla.Took, 0.99))), "ms", "");
        Figures.Print("ejabberd with mod_mam on PostgreSQL, 100 pairs", Figures.Median(rounds.Select(round => round.Ejabberd.Rate)), "msg/s", "");
        Figures.Print("ejabberd with mod_mam on PostgreSQL, p99", Figures.Median(rounds.Select(round => Figures.Percentile(round.Ejabberd.Took, 0.99))), "ms", "");
        Figures.Print(
            "Charla ÷ ejabberd", Figures.Median(rounds.Select(round => round.Charla.Rate / round.Ejabberd.Rate)), "", "at least 4, aim 8");
        return 0;
    }
}
