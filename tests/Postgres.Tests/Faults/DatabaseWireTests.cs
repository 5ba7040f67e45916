using System.Net;
using Npgsql;

namespace Charla.Server.Tests.Faults;

/// <summary>F13: the wire between a server and its database is cut, slow, held up, or dead without a word.</summary>
public sealed class DatabaseWireTests
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task F13_Whatever_becomes_of_the_wire_answers_come_soon_nothing_is_lost_and_it_recovers_by_itself()
    {
        await using var store = await TestStore.Make();
        if (store.Missing is { } what)
            Needs.Skip(what);
        var database = new NpgsqlConnectionStringBuilder(store.Options.ConnectionString);
        await using var wire = new FaultProxy(new Uri($"tcp://{database.Host}:{database.Port}"), Nightly.Seed);
        await using var server = await ServerProcess.Start(
            store, Cancel, "--Storage:ConnectionString", $"{store.Options.ConnectionString};Port={wire.Port}");
        await using var crowd = await Crowd.Gather(server);
        await crowd.Flow(Patience);
        (string Name, Func<Random, Task> Do)[] faults =
        [
            ("cut", _ =>
            {
                wire.Cut();
                return Task.CompletedTask;
            }),
            ("cut here and there", async random =>
            {
                for (var cut = 0; cut < 20; cut++)
                {
                    wire.CutOne();
                    await Task.Delay(random.Next(50), Cancel);
                }
            }),
            ("slow", async random =>
            {
                wire.Delay = TimeSpan.FromMilliseconds(random.Next(50, 300));
                await crowd.Flow(Patience);
                wire.Delay = default;
            }),
            ("held up", async random =>
            {
                wire.Set(Flow.Hold);
                await Task.Delay(random.Next(500, 4_000), Cancel);
                wire.Set(Flow.Pass);
            }),
            ("deaf, then cut: commits whose answer is lost", async random =>
            {
                wire.Down = Flow.Drop;
                await Task.Delay(random.Next(200, 1_000), Cancel);
                wire.Cut();
                wire.Set(Flow.Pass);
            }),
            ("dead without a word, new ones live", async random =>
            {
                wire.Set(Flow.Drop);
                await Task.Delay(random.Next(200, 1_000), Cancel);
                wire.Set(Flow.Pass);
            }),
        ];
        await Nightly.Rounds(Nightly.Times(1, 40) * faults.Length, async (random, round) =>
        {
            var (name, fault) = faults[round % faults.Length];
            await fault(random);
            var took = await crowd.Flow(Patience);
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"{name}: everybody was answered after {took:s\\.f} s; slowest answer so far {crowd.SlowestAnswer:s\\.f} s");
        });

        using (var ready = await server.Client.GetAsync("/readyz", Cancel))
            Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        await crowd.Check();
    }
}
