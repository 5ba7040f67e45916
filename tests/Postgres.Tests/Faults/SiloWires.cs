using System.Globalization;

namespace Charla.Server.Tests.Faults;

/// <summary>
/// The wires between silos: the others reach each of them through a proxy, so that any two can be parted, in both
/// directions or in one. Both speak over whichever connection one of them opened; who did is known by whose socket it is.
/// </summary>
sealed class SiloWires : IAsyncDisposable
{
    const int Nobody = ThreeSilos.Size;

    readonly FaultProxy[] toward;
    readonly Flow[,] flows = new Flow[Nobody + 1, Nobody + 1];
    readonly Func<int, int?> processOf;
    volatile bool isWhole = true;

    /// <param name="processOf">The process of a silo that runs.</param>
    public SiloWires(Func<int, int?> processOf)
    {
        this.processOf = processOf;
        toward = [.. Enumerable.Range(0, ThreeSilos.Size).Select(silo => new FaultProxy(new Uri("tcp://127.0.0.1:1"), Nightly.Seed)
        {
            FlowsOf = port => FlowsOf(port, silo),
        })];
    }

    /// <summary>Where the others reach a silo.</summary>
    public int PortOf(int silo) => toward[silo].Port;

    /// <summary>The silo listens there now.</summary>
    public void Lead(int silo, int port) => toward[silo].Lead(port);

    /// <summary>What becomes of all that one says to another.</summary>
    public void Part(int from, int to, Flow how)
    {
        flows[from, to] = how;
        isWhole = false;
    }

    /// <summary>What becomes of all that a silo hears and says.</summary>
    public void Isolate(int silo, Flow hears, Flow says)
    {
        for (var other = 0; other < ThreeSilos.Size; other++)
        {
            if (other == silo)
                continue;
            Part(other, silo, hears);
            Part(silo, other, says);
        }
    }

    /// <summary>Everybody hears everybody; a connection of which something was swallowed is of no use any more.</summary>
    public void Mend()
    {
        var isTorn = flows.Cast<Flow>().Contains(Flow.Drop);
        Array.Clear(flows);
        isWhole = true;
        if (isTorn)
            Array.ForEach(toward, proxy => proxy.Cut());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var proxy in toward)
            await proxy.DisposeAsync();
    }

    (Func<Flow> Up, Func<Flow> Down) FlowsOf(int port, int silo)
    {
        int? caller = null;
        return (() => isWhole ? Flow.Pass : flows[Caller(), silo], () => isWhole ? Flow.Pass : flows[silo, Caller()]);

        int Caller() => caller ??= CallerAt(port, silo);
    }

    int CallerAt(int port, int silo)
    {
        if (SocketAt(port, PortOf(silo)) is not { } socket)
            return Nobody;
        for (var caller = 0; caller < ThreeSilos.Size; caller++)
        {
            if (processOf(caller) is { } process && Holds(process, socket))
                return caller;
        }

        return Nobody;
    }

    /// <summary>How the system names the socket of a connection on the loopback address.</summary>
    static string? SocketAt(int port, int toPort) => (
        from line in File.ReadLines("/proc/net/tcp").Skip(1)
        let columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        where PortIn(columns[1]) == port && PortIn(columns[2]) == toPort
        select $"socket:[{columns[9]}]").FirstOrDefault();

    static int PortIn(string address) => int.Parse(address.Split(':')[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    static bool Holds(int process, string socket)
    {
        try
        {
            return Directory.EnumerateFiles($"/proc/{process}/fd").Any(file => new FileInfo(file).LinkTarget == socket);
        }
        catch (IOException)
        {
            return false; // It has ended.
        }
    }
}
