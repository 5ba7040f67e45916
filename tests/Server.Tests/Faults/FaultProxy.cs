using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Charla.Server.Tests.Faults;

/// <summary>What a proxy does with what comes in on a connection.</summary>
enum Flow
{
    Pass,

    /// <summary>Nothing arrives until it passes again, as when a cable is pulled: neither side hears of it.</summary>
    Hold,

    /// <summary>What comes is gone, and so is the connection, though neither side hears of it: half-open.</summary>
    Drop,
}

/// <summary>
/// A TCP proxy that does on command what networks do: cuts, holds back, delays, swallows, in both directions or one, and
/// gives whole HTTP requests twice. It keeps at most a buffer of each connection; chance comes from its seed.
/// </summary>
sealed class FaultProxy : IAsyncDisposable
{
    const int BufferSize = 16 << 10;
    const int LargestRequest = 1 << 20;

    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource stop = new();
    readonly ConcurrentDictionary<Link, bool> links = new();
    readonly Random random;
    readonly Task accepting;
    IPEndPoint target;

    public FaultProxy(IPEndPoint target, int seed)
    {
        (this.target, random) = (target, new Random(seed));
        listener.Start();
        accepting = Accept();
    }

    public FaultProxy(Uri server, int seed) : this(new IPEndPoint(IPAddress.Loopback, server.Port), seed)
    {
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public Uri Address => new($"http://127.0.0.1:{Port}");

    /// <summary>From the client to the server.</summary>
    public Flow Up { get; set; }

    /// <summary>From the server to the client.</summary>
    public Flow Down { get; set; }

    /// <summary>What happens to each connection, known by the port that it came from; unless set, the same to all.</summary>
    public Func<int, (Func<Flow> Up, Func<Flow> Down)>? FlowsOf { get; init; }

    /// <summary>Every piece, in each direction, waits for up to so long.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Every HTTP request is given to the server once more, on a connection of its own, and that answer is thrown away.</summary>
    public bool Doubles { get; set; }

    /// <summary>How many requests were given twice.</summary>
    public int Doubled { get; private set; }

    /// <summary>New connections go there from now on; those that are there stay.</summary>
    public void Lead(Uri server) => Lead(server.Port);

    public void Lead(int port) => target = new IPEndPoint(IPAddress.Loopback, port);

    public void Set(Flow both) => (Up, Down) = (both, both);

    /// <summary>Ends all connections at once, as a router does that was switched off and on.</summary>
    public int Cut() => links.Keys.Count(link => link.Cut());

    /// <summary>Ends one of them, whichever.</summary>
    public bool CutOne()
    {
        var there = links.Keys.ToArray();
        return there.Length > 0 && there[Chance(there.Length)].Cut();
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        Cut();
        await accepting;
        stop.Dispose();
    }

    int Chance(int below)
    {
        lock (random)
            return random.Next(below);
    }

    async Task Accept()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                _ = Serve(await listener.AcceptSocketAsync(stop.Token));
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    async Task Serve(Socket client)
    {
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        var link = new Link(client, server);
        links[link] = true;
        try
        {
            await server.ConnectAsync(target, stop.Token);
            var flows = FlowsOf?.Invoke(((IPEndPoint)client.RemoteEndPoint!).Port) ?? (() => Up, () => Down);
            var (up, down) = (Pump(client, server, flows.Up, Doubles ? new Doubler(this) : null), Pump(server, client, flows.Down, null));
            await await Task.WhenAny(up, down);
            await Task.WhenAll(up, down);
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Cut, by us or by one of the two.
        }
        finally
        {
            link.Cut();
            links.TryRemove(link, out _);
        }
    }

    async Task Pump(Socket from, Socket to, Func<Flow> flow, Doubler? doubler)
    {
        var buffer = new byte[BufferSize];
        while (true)
        {
            while (flow() == Flow.Hold)
                await Task.Delay(5, stop.Token);
            var read = await Receive(from, buffer, flow);
            if (read == 0)
            {
                to.Shutdown(SocketShutdown.Send);
                return;
            }

            if (Delay > TimeSpan.Zero)
                await Task.Delay(Chance((int)Delay.TotalMilliseconds + 1), stop.Token);
            while (flow() == Flow.Hold)
                await Task.Delay(5, stop.Token);
            if (flow() == Flow.Drop)
                await Task.Delay(Timeout.Infinite, stop.Token);
            for (var sent = 0; sent < read;)
                sent += await to.SendAsync(buffer.AsMemory(sent, read - sent), SocketFlags.None, stop.Token);
            doubler?.Take(buffer.AsSpan(0, read));
        }
    }

    /// <summary>What is dropped includes the end.</summary>
    async Task<int> Receive(Socket from, byte[] buffer, Func<Flow> flow)
    {
        try
        {
            if (await from.ReceiveAsync(buffer, SocketFlags.None, stop.Token) is > 0 and var read)
                return read;
        }
        catch (SocketException) when (flow() == Flow.Drop)
        {
            // Nobody hears of it.
        }

        if (flow() == Flow.Drop)
            await Task.Delay(Timeout.Infinite, stop.Token);
        return 0;
    }

    /// <summary>Both ends of a connection through the proxy.</summary>
    sealed class Link(Socket client, Socket server)
    {
        int isCut;

        public bool Cut()
        {
            if (Interlocked.Exchange(ref isCut, 1) == 1)
                return false;
            client.Close(0);
            server.Close(0);
            return true;
        }
    }

    /// <summary>Finds the requests in what a client sends, and gives each once more.</summary>
    sealed class Doubler(FaultProxy proxy)
    {
        readonly List<byte> taken = [];

        public void Take(ReadOnlySpan<byte> bytes)
        {
            if (taken.Count > LargestRequest)
                return;
            taken.AddRange(bytes);
            while (Length() is { } length && taken.Count >= length)
            {
                _ = Repeat([.. taken.Take(length)]);
                taken.RemoveRange(0, length);
            }
        }

        int? Length()
        {
            var text = Encoding.Latin1.GetString([.. taken]);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0)
                return null;
            var body = text[..end].Split("\r\n").FirstOrDefault(line => line.StartsWith("content-length:", StringComparison.OrdinalIgnoreCase));
            return end + 4 + (body is null ? 0 : int.Parse(body.AsSpan(body.IndexOf(':', StringComparison.Ordinal) + 1), provider: null));
        }

        async Task Repeat(byte[] request)
        {
            proxy.Doubled++;
            using var again = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await again.ConnectAsync(proxy.target, proxy.stop.Token);
                await again.SendAsync(request, SocketFlags.None, proxy.stop.Token);
                await again.ReceiveAsync(new byte[BufferSize], SocketFlags.None, proxy.stop.Token);
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException)
            {
                // The server is gone; the first request hears of it too.
            }
        }
    }
}
