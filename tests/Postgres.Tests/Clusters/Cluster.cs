using System.Globalization;
using System.Text.RegularExpressions;
using Charla.Server.Tests.Faults;

namespace Charla.Server.Tests.Clusters;

/// <summary>Several servers that share a database and a folder, each a process of its own.</summary>
sealed partial class Cluster : IAsyncDisposable
{
    readonly TestStore store;
    readonly List<ServerProcess> silos = [];

    Cluster(TestStore store) => this.store = store;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public TestStore Store => store;

    public IReadOnlyList<ServerProcess> Silos => silos;

    public static async Task<Cluster> Start(int silos)
    {
        var cluster = new Cluster(await TestStore.Make());
        for (var i = 0; i < silos; i++)
            await cluster.Join();
        await cluster.UntilSpread();
        return cluster;
    }

    public async Task<ServerProcess> Join()
    {
        var silo = await ServerProcess.Start(store, Cancel);
        silos.Add(silo);
        return silo;
    }

    public void Forget(ServerProcess gone) => silos.Remove(gone);

    /// <summary>Every partition has one home, and no silo more than its share.</summary>
    public async Task UntilSpread()
    {
        for (var waited = 0; ; waited++)
        {
            var homes = await Task.WhenAll(silos.Select(Homes));
            if (homes.Sum() == store.Options.Partitions && homes.Max() <= Math.Ceiling((double)store.Options.Partitions / silos.Count))
                return;
            Assert.True(waited < 300, $"After half a minute the homes are spread {string.Join(", ", homes)}.");
            await Task.Delay(100, Cancel);
        }
    }

    public static async Task<int> Homes(ServerProcess silo)
    {
        var figures = await silo.Client.GetStringAsync("/metrics", Cancel);
        var homes = HomesLine().Match(figures);
        return homes.Success ? int.Parse(homes.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in silos)
            await silo.DisposeAsync();
        await store.DisposeAsync();
    }

    [GeneratedRegex(@"^charla_homes\{[^}]*\} (\d+)", RegexOptions.Multiline)]
    private static partial Regex HomesLine();
}
