namespace Charla.Server.Tests.Faults;

/// <summary>
/// F9, F11, F12, F18: silos of three are killed, paused and cut off, and so are screens, under load. What was acknowledged
/// is stored, once, and every screen has every number. <c>tests/nightly</c> does it for hours.
/// </summary>
public sealed class ClusterFaultTests(ThreeSilos silos) : IClassFixture<ThreeSilos>
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public Task Killed_F9() => UnderLoad(Nightly.Times(2, 100), async (load, random, round) =>
    {
        var victims = Victims(random, round % 2 == 0 ? 2 : 1);
        foreach (var victim in victims)
            await silos.Kill(victim);
        Say($"{victims.Length} of three killed: sends flow everywhere again after {await load.Flow(2, Patience):s\\.f} s");
        foreach (var victim in victims)
            await silos.Start(victim);
    });

    [Fact]
    public Task Gone_without_a_word_to_the_database_F18() => UnderLoad(Nightly.Times(1, 20), async (load, _, _) =>
    {
        silos.ToDatabase.Set(Flow.Drop);
        await silos.Kill(ThreeSilos.Size - 1);
        Say($"gone without a word to the database: sends flow everywhere again after {await load.Flow(2, Patience):s\\.f} s");
        silos.ToDatabase.Cut();
        silos.ToDatabase.Set(Flow.Pass);
        await silos.Start(ThreeSilos.Size - 1);
    });

    [Fact]
    public Task Sockets_cut_at_random() => UnderLoad(Nightly.Times(200, 5_000), async (load, random, cut) =>
    {
        await Task.Delay(random.Next(60), Cancel);
        silos.Doors[random.Next(ThreeSilos.Size)].CutOne();
        if (cut % 100 == 0)
            await load.Flow(1, Patience);
    });

    [Fact]
    public Task Cut_off_from_the_database_F11() => UnderLoad(Nightly.Times(1, 6), async (load, random, _) =>
    {
        silos.ToDatabase.Set(Flow.Hold);
        await Task.Delay(Nightly.Seconds(10, random.Next(2) == 0 ? 60 : 300), Cancel);
        silos.ToDatabase.Set(Flow.Pass);
        await StartIfItEnded(ThreeSilos.Size - 1);
        Say($"cut off from the database: sends flow everywhere {await load.Flow(2, Patience):s\\.f} s after it is back");
    });

    [Fact]
    public Task Paused_F12() => UnderLoad(Nightly.Times(1, 40), async (load, random, _) =>
    {
        var victim = Victims(random, 1)[0];
        await silos.At(victim).Signal("STOP");
        Say($"one of three paused: sends flow everywhere again after {await load.Flow(2, Patience):s\\.f} s");
        await Task.Delay(Nightly.Seconds(1, random.Next(15, 60)), Cancel);
        await silos.At(victim).Signal("CONT");
        await load.Flow(2, Patience);
        Assert.NotEqual(0, await silos.At(victim).Ended(Patience));
        await silos.Kill(victim);
        await silos.Start(victim);
    });

    async Task UnderLoad(int rounds, Func<ClusterLoad, Random, int, Task> fault)
    {
        silos.At(0);
        await using var load = await ClusterLoad.Start(silos, Cancel);
        await load.Flow(2, Patience);
        await Nightly.Rounds(rounds, (random, round) => fault(load, random, round));
        await load.Flow(2, Patience);
        await load.Check();
        Say($"{load.Acknowledged} acknowledged, {load.Refused} tried again, screens came back {load.Reconnected} times");
    }

    static int[] Victims(Random random, int count)
    {
        var all = Enumerable.Range(0, ThreeSilos.Size).ToArray();
        random.Shuffle(all);
        return all[..count];
    }

    /// <summary>A silo that was voted dead ends by itself; whoever runs it starts it again.</summary>
    async Task StartIfItEnded(int silo)
    {
        await Task.Delay(TimeSpan.FromSeconds(2), Cancel);
        if (!silos.At(silo).HasEnded)
            return;
        Assert.NotEqual(0, await silos.At(silo).Ended(default));
        await silos.Kill(silo);
        await silos.Start(silo);
    }

    static void Say(string what) => TestContext.Current.TestOutputHelper?.WriteLine(what);
}
