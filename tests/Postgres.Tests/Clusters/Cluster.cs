using System.Globalization;
using System.Text.RegularExpressions;
using Charla.Server.Tests.Clusters;
using Charla.Server.Tests.Faults;
using Npgsql;

[assembly: AssemblyFixture(typeof(Cluster))]

namespace Charla.Server.Tests.Clusters;

/// <summary>Several servers that share a database and a folder, each a process of its own; the first who asks starts them.</summary>
public sealed partial class Cluster : IAsyncDisposable
{
    readonly List<ServerProcess> silos = [];
    TestStore? store;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    internal IReadOnlyList<ServerProcess> Silos => silos;

    /// <summary>Brings it to so many silos that share the homes evenly.</summary>
    public async Task Grow(int to)
    {
        store ??= await TestStore.Make();
        if (silos.Count == 0)
            await Join();
        await Task.WhenAll(Enumerable.Range(silos.Count, Math.Max(0, to - silos.Count)).Select(_ => Join()));
        await UntilSpread();
    }

    /// <summary>Every partition has one home, and no silo more than its share.</summary>
    public async Task UntilSpread()
    {
        for (var waited = 0; ; waited++)
        {
            var homes = await Task.WhenAll(silos.Select(Homes));
            if (homes.Sum() == store!.Options.Partitions && homes.Max() <= Math.Ceiling((double)store.Options.Partitions / silos.Count))
                return;
            Assert.True(waited < 300, $"After half a minute the homes are spread {string.Join(", ", homes)}: {Said()}");
            await Task.Delay(100, Cancel);
        }
    }

    /// <summary>It is no longer one of them.</summary>
    internal ServerProcess Take(int number)
    {
        var silo = silos[number];
        silos.Remove(silo);
        return silo;
    }

    /// <summary>The database takes nobody in, and cuts who is.</summary>
    internal async Task LoseDatabase(TimeSpan period)
    {
        var name = new NpgsqlConnectionStringBuilder(store!.Options.ConnectionString).Database!;
        var server = (await PostgresServer.Running)!;
        await server.Do($"ALTER DATABASE {name} ALLOW_CONNECTIONS false");
        await server.Do("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = @name", new { name });
        await Task.Delay(period, Cancel);
        await server.Do($"ALTER DATABASE {name} ALLOW_CONNECTIONS true");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in silos)
            await silo.DisposeAsync();
        if (store is not null)
            await store.DisposeAsync();
    }

    string Said() => string.Join("\n---\n", silos.Select(silo => silo.Said));

    async Task Join()
    {
        var silo = await ServerProcess.Start(store!, Cancel);
        lock (silos)
            silos.Add(silo);
    }

    static async Task<int> Homes(ServerProcess silo)
    {
        var homes = HomesLine().Match(await silo.Client.GetStringAsync("/metrics", Cancel));
        return homes.Success ? int.Parse(homes.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
    }

    [GeneratedRegex(@"^charla_homes\{[^}]*\} (\d+)", RegexOptions.Multiline)]
    private static partial Regex HomesLine();
}
