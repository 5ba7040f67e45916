using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Charla.Server.Cluster;

namespace Charla.Server.Tests.Faults;

/// <summary>Three real servers over one PostgreSQL and one data folder, on loopback.</summary>
public sealed class ThreeSilos : IAsyncLifetime
{
    public const int Size = 3;

    static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(20);

    readonly ServerProcess?[] silos = new ServerProcess?[Size];
    TestStore store = null!;
    readonly FaultProxy?[] doors = new FaultProxy?[Size];
    FaultProxy? toDatabase;
    SiloWires? wires;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Between the last silo and the database.</summary>
    internal FaultProxy ToDatabase => toDatabase!;

    /// <summary>Between the silos.</summary>
    internal SiloWires Wires => wires!;

    /// <summary>Between the screens and each silo.</summary>
    internal IReadOnlyList<FaultProxy> Doors => [.. doors.OfType<FaultProxy>()];

    /// <summary>Those that were not stopped.</summary>
    internal IReadOnlyList<ServerProcess> Up => [.. silos.OfType<ServerProcess>()];

    public async ValueTask InitializeAsync()
    {
        store = await TestStore.Make();
        if (store.Missing is not null)
            return;
        var server = new Npgsql.NpgsqlConnectionStringBuilder(store.Options.ConnectionString);
        toDatabase = new FaultProxy(new Uri($"tcp://{server.Host}:{server.Port}"), Nightly.Seed);
        wires = new SiloWires(silo => silos[silo]?.Id);
        await Task.WhenAll(Enumerable.Range(0, Size).Select(Start));
    }

    internal ServerProcess At(int number)
    {
        if (store.Missing is { } what)
            Needs.Skip(what);
        return silos[number] ?? throw new InvalidOperationException("An earlier test failed and left this silo stopped.");
    }

    /// <summary>What the silos that are up said last.</summary>
    internal string LastSaid() => string.Join('\n', Up.Select(silo =>
        $"--- {silo.Address} {(silo.HasEnded ? "has ended" : "runs")}:\n{silo.Said[Math.Max(0, silo.Said.Length - 4000)..]}"));

    internal async Task Start(int number)
    {
        var port = FreePort();
        Wires.Lead(number, port);
        List<string> settings =
        [
            .. store.Settings.SelectMany(setting => new[] { $"--{setting.Key}", setting.Value }),
            "--Cluster:Port", $"{Wires.PortOf(number)}", "--Cluster:Listen", $"127.0.0.1:{port}", "--Testing:Clock", "true",
        ];
        if (number == Size - 1)
            settings.AddRange(["--Storage:ConnectionString", $"{store.Options.ConnectionString};Port={ToDatabase.Port}"]);
        var silo = await ServerProcess.Start(store.Options.Folder, Cancel, [.. settings]);
        if (doors[number] is { } door)
            door.Lead(silo.Address);
        else
            doors[number] = new FaultProxy(silo.Address, Nightly.Seed + number);
        silos[number] = silo;
    }

    /// <summary>It is told to end, hands over, and does.</summary>
    internal async Task Stop(int number)
    {
        await At(number).Signal("TERM");
        Assert.Equal(0, await At(number).Ended(LongestDrain));
        await Kill(number);
    }

    /// <summary>Those that ended by themselves, because the others voted them dead, are started again.</summary>
    internal async Task StartWhoEnded()
    {
        for (var number = 0; number < Size; number++)
        {
            if (!At(number).HasEnded)
                continue;
            Assert.Equal(LastWords.ExitCode, await At(number).Ended(LongestDrain));
            await Kill(number);
            await Start(number);
        }
    }

    internal async Task Kill(int number)
    {
        var gone = Take(number);
        await gone.Kill();
        await gone.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in Up)
            await silo.DisposeAsync();
        foreach (var proxy in Doors)
            await proxy.DisposeAsync();
        if (toDatabase is not null)
            await toDatabase.DisposeAsync();
        if (wires is not null)
            await wires.DisposeAsync();
        await store.DisposeAsync();
    }

    /// <summary>Below the range that outgoing connections take theirs from.</summary>
    static int FreePort()
    {
        while (true)
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, RandomNumberGenerator.GetInt32(20_000, 32_000));
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // Taken: another one.
            }
        }
    }

    ServerProcess Take(int number)
    {
        var silo = At(number);
        silos[number] = null;
        return silo;
    }
}
