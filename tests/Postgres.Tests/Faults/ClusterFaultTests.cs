using System.Net.Http.Json;
using System.Text.Json;
using Charla.Server.Cluster;

namespace Charla.Server.Tests.Faults;

/// <summary>
/// F9, F10, F11, F12, F14, F18: silos of three are killed, paused, cut off, restarted and set ahead, and screens are cut, under
/// load. What was acknowledged is stored, once, and every screen has every number. <c>tests/nightly</c> does it for hours,
/// and what is explicit is done there alone: each takes half a minute.
/// </summary>
public sealed class ClusterFaultTests(ThreeSilos silos) : IClassFixture<ThreeSilos>
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    static readonly TimeSpan LongestRestart = TimeSpan.FromSeconds(20);
    static readonly Flow[] Cuts = [Flow.Hold, Flow.Drop];

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

    [Fact(Explicit = true)]
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
    public Task Cut_off_from_the_other_silos_F11() => UnderLoad(Nightly.Times(1, 20), (load, random, _) =>
        Isolated(load, Victims(random, 1)[0], Cut(random), Cut(random)));

    [Fact(Explicit = true)]
    public Task Cut_off_from_the_other_silos_in_one_direction_F11() => UnderLoad(Nightly.Times(1, 20), (load, random, round) =>
        Isolated(
            load,
            Victims(random, 1)[0],
            hears: round % 2 == 0 ? Cut(random) : Flow.Pass,
            says: round % 2 == 0 ? Flow.Pass : Cut(random)));

    [Fact]
    public Task Two_cut_off_from_each_other_F11() => UnderLoad(Nightly.Times(1, 10), async (load, random, _) =>
    {
        var (pair, how) = (Victims(random, 2), Cut(random));
        silos.Wires.Part(pair[0], pair[1], how);
        silos.Wires.Part(pair[1], pair[0], how);
        Say($"two cut off from each other ({how}): sends flow everywhere again after {await load.Flow(2, Patience):s\\.f} s");
        await Task.Delay(Nightly.Seconds(10, random.Next(2) == 0 ? 60 : 300), Cancel);
        await load.Flow(2, Patience);
        await load.Show(Patience);
        silos.Wires.Mend();
        Say($"and {await load.Flow(2, Patience):s\\.f} s after it was mended");
    });

    [Fact]
    public Task Restarted_one_after_another_F10() => UnderLoad(Nightly.Times(1, 20), async (load, _, _) =>
    {
        load.LongestWait();
        for (var silo = 0; silo < ThreeSilos.Size; silo++)
        {
            await silos.Stop(silo);
            await load.Flow(2, Patience);
            await silos.Start(silo);
            await load.Flow(2, Patience);
        }

        var longest = load.LongestWait();
        Say($"all restarted: no message waited longer than {longest:s\\.f} s");
        Assert.InRange(longest, TimeSpan.Zero, LongestRestart);
    });

    [Fact]
    public Task Clocks_apart_F14() => UnderLoad(Nightly.Times(1, 10), async (load, random, _) =>
    {
        var by = TimeSpan.FromMinutes(Nightly.IsOn ? random.Next(5, 24 * 60) : 5);
        var ahead = Victims(random, 1)[0];
        await silos.At(ahead).SetAhead(by, Cancel);
        await load.Flow(5, Patience);
        Assert.All(silos.Up, silo => Assert.False(silo.HasEnded, silo.Said));
        foreach (var (here, there) in (IEnumerable<(int, int)>)[(ahead, (ahead + 1) % ThreeSilos.Size), ((ahead + 1) % ThreeSilos.Size, ahead)])
            await KnowEachOther(silos.At(here), silos.At(there), by);

        await silos.Kill(ahead);
        Say($"the one that was {by} ahead is killed: sends flow everywhere again after {await load.Flow(2, Patience):s\\.f} s");
        await silos.Start(ahead);
    });

    [Fact(Explicit = true)]
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
        await silos.StartWhoEnded();
        await using var load = await ClusterLoad.Start(silos, Cancel);
        await load.Flow(2, Patience);
        await Nightly.Rounds(rounds, (random, round) => fault(load, random, round));
        await load.Flow(2, Patience);
        await load.Check();
        Say($"{load.Acknowledged} acknowledged, {load.Refused} tried again, screens came back {load.Reconnected} times");
    }

    /// <summary>The others vote it dead, and it ends: it reads so in the database, or another has opened its homes.</summary>
    async Task Isolated(ClusterLoad load, int victim, Flow hears, Flow says)
    {
        silos.Wires.Isolate(victim, hears, says);
        Say($"hears {hears}, says {says}: sends flow everywhere again after {await load.Flow(2, Patience):s\\.f} s");
        Assert.Equal(LastWords.ExitCode, await silos.At(victim).Ended(Patience));
        await load.Flow(2, Patience);
        silos.Wires.Mend();
        await silos.StartWhoEnded();
    }

    /// <summary>What one gave out, the other takes; and automatic answers come, once, whichever asks.</summary>
    static async Task KnowEachOther(ServerProcess here, ServerProcess there, TimeSpan apart)
    {
        using var made = await here.CreatePage($"clock-{Kernel.Ids.NewSecret(40)}", null, Cancel);
        var page = JsonDocument.Parse(await made.Content.ReadAsStringAsync(Cancel)).RootElement;
        await there.TeachDesk(page.Text("page_access_token"), page.Text("page_id"));
        var token = await here.OpenSession(page.Text("handle"), Cancel);
        await there.AskToPark(token, "there");
        await here.AskToPark(token, "here");
        await there.UntilAnswered(token, 2);
        var seqs = (await here.ReadAll(token, Cancel)).Select(entry => entry.Seq).ToList();
        Assert.Equal(Enumerable.Range(1, seqs.Count).Select(seq => (long)seq), seqs);
        Assert.Equal(2, (await here.Read(token, "/api/chat/events?limit=200")).Split("\"auto\":\"faq\"").Length - 1);
        if (apart > TimeSpan.FromMinutes(5))
            return;
        using var device = await here.Ask(token, HttpMethod.Post, "/api/chat/devices", new { });
        var code = JsonDocument.Parse(await device.Content.ReadAsStringAsync(Cancel)).RootElement.Text("code");
        using var redeemed = await there.Client.PostAsJsonAsync("/api/chat/devices/redeem", new { code }, Cancel);
        Assert.True(redeemed.IsSuccessStatusCode, await redeemed.Content.ReadAsStringAsync(Cancel));
    }

    static Flow Cut(Random random) => Cuts[random.Next(Cuts.Length)];

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
