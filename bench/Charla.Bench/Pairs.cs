using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Charla.Bench;

/// <summary>Two ends of one conversation: what one sends, the other receives.</summary>
interface IPair : IAsyncDisposable
{
    /// <summary>Sends one and waits until it arrived.</summary>
    Task Send();
}

/// <summary>Two devices of one person, each on a live socket.</summary>
sealed class CharlaPair(RawSocket sender, RawSocket receiver) : IPair
{
    public static readonly string Text = new('x', 260);

    int sent;

    public static async Task<IPair> Connect(Uri address, string token)
    {
        var pair = new CharlaPair(await Open(address, token), await Open(address, token));
        _ = pair.Drain();
        return pair;
    }

    /// <summary>A live socket that is ready.</summary>
    public static async Task<RawSocket> Open(Uri address, string token, System.Net.IPAddress? from = null, long after = 0)
    {
        var socket = await RawSocket.Connect(address, string.Create(CultureInfo.InvariantCulture, $"/api/chat/live?after={after}"), from: from);
        await socket.Send($$"""{"type":"auth","token":"{{token}}"}""");
        await socket.Until("\"ready\"");
        return socket;
    }

    public async Task Send()
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"b{sent++}");
        await sender.Send($$"""{"type":"send","client_id":"{{id}}","text":"{{Text}}"}""");
        await receiver.Until($"\"client_id\":\"{id}\"");
    }

    public async ValueTask DisposeAsync()
    {
        await sender.DisposeAsync();
        await receiver.DisposeAsync();
    }

    async Task Drain()
    {
        try
        {
            while (await sender.Receive() is not null)
            {
                // What the sender hears is not what is measured.
            }
        }
        catch (Exception error) when (error is System.Net.Sockets.SocketException or ObjectDisposedException)
        {
            // The end of the bench.
        }
    }
}

/// <summary>How fast pairs go, and how long each message takes from end to end.</summary>
static class PairLoad
{
    /// <summary>The next message leaves when the last has arrived.</summary>
    public static async Task<(double Rate, double[] Milliseconds)> Closed(IReadOnlyList<IPair> pairs, TimeSpan time)
    {
        var since = Stopwatch.StartNew();
        var all = await Task.WhenAll(pairs.Select(pair => Task.Run(async () =>
        {
            var took = new List<double>();
            while (since.Elapsed < time)
                took.Add(await Timed(pair));
            return took;
        })));
        return (all.Sum(one => one.Count) / since.Elapsed.TotalSeconds, [.. all.SelectMany(one => one)]);
    }

    /// <summary>At a fixed rate, the pairs one after another.</summary>
    public static async Task<double[]> Open(IReadOnlyList<IPair> pairs, double rate, TimeSpan time)
    {
        var took = new ConcurrentBag<double>();
        var every = TimeSpan.FromSeconds(pairs.Count / rate);
        var since = Stopwatch.StartNew();
        await Task.WhenAll(pairs.Select((pair, place) => Task.Run(async () =>
        {
            for (var next = every * ((double)place / pairs.Count); next < time; next += every)
            {
                if (next > since.Elapsed)
                    await Task.Delay(next - since.Elapsed);
                took.Add(await Timed(pair));
            }
        })));
        return [.. took];
    }

    static async Task<double> Timed(IPair pair)
    {
        var since = Stopwatch.GetTimestamp();
        await pair.Send();
        return Stopwatch.GetElapsedTime(since).TotalMilliseconds;
    }
}
