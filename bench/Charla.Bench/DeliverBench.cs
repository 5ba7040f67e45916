using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;

namespace Charla.Bench;

/// <summary>
/// From the sender's socket over the commit to the receiver's socket: 100 pairs of devices. First as fast as the pairs
/// can go (the next message leaves when the last arrived), then at half of that rate.
/// </summary>
static class DeliverBench
{
    const int Pairs = 100;
    static readonly TimeSpan RoundTime = TimeSpan.FromSeconds(8);

    public static async Task<int> Run()
    {
        await using var server = await ServerUnderTest.Start();
        var page = await server.CreatePage();
        var sessions = await server.OpenSessions(page.Handle, Pairs);
        var pairs = await Task.WhenAll(sessions.Select(session => Pair.Connect(server.Address, session.Token)));
        await Closed(pairs, TimeSpan.FromSeconds(3));
        var (rate, atFull) = await Closed(pairs, RoundTime);
        var atHalf = await Open(pairs, rate / 2, RoundTime);
        Figures.Print("closed loop, 100 pairs", rate, "msg/s", "");
        Figures.Print("closed loop, p99", Figures.Percentile(atFull, 0.99), "ms", "");
        Figures.Print("half of that rate, p50", Figures.Percentile(atHalf, 0.5), "ms", "");
        Figures.Print("half of that rate, p99", Figures.Percentile(atHalf, 0.99), "ms", "at least 30, aim 12");
        return 0;
    }

    static async Task<(double Rate, double[] Milliseconds)> Closed(Pair[] pairs, TimeSpan time)
    {
        var since = Stopwatch.StartNew();
        var all = await Task.WhenAll(pairs.Select(pair => Task.Run(async () =>
        {
            var took = new List<double>();
            while (since.Elapsed < time)
                took.Add(await pair.Send());
            return took;
        })));
        return (all.Sum(one => one.Count) / since.Elapsed.TotalSeconds, [.. all.SelectMany(one => one)]);
    }

    static async Task<double[]> Open(Pair[] pairs, double rate, TimeSpan time)
    {
        var took = new ConcurrentBag<double>();
        var every = TimeSpan.FromSeconds(pairs.Length / rate);
        var since = Stopwatch.StartNew();
        await Task.WhenAll(pairs.Select((pair, place) => Task.Run(async () =>
        {
            var next = every * ((double)place / pairs.Length);
            while (next < time)
            {
                if (next > since.Elapsed)
                    await Task.Delay(next - since.Elapsed);
                took.Add(await pair.Send());
                next += every;
            }
        })));
        return [.. took];
    }

    /// <summary>Two devices of one person; what one sends, the other receives.</summary>
    sealed class Pair(ClientWebSocket sender, ClientWebSocket receiver)
    {
        readonly string text = new('x', 260);
        readonly byte[] inbox = new byte[64 << 10];
        int sent;

        public static async Task<Pair> Connect(Uri address, string token)
        {
            var pair = new Pair(await Open(address, token), await Open(address, token));
            await pair.Until("\"ready\"");
            _ = pair.Drain();
            return pair;
        }

        /// <summary>Sends one and waits until it arrived; milliseconds.</summary>
        public async Task<double> Send()
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"b{sent++}");
            var since = Stopwatch.GetTimestamp();
            await Say(sender, $$"""{"type":"send","client_id":"{{id}}","text":"{{text}}"}""");
            await Until($"\"client_id\":\"{id}\"");
            return Stopwatch.GetElapsedTime(since).TotalMilliseconds;
        }

        static async Task<ClientWebSocket> Open(Uri address, string token)
        {
            var socket = new ClientWebSocket();
            await socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws", Path = "/api/chat/live" }.Uri, CancellationToken.None);
            await Say(socket, $$"""{"type":"auth","token":"{{token}}"}""");
            return socket;
        }

        static Task Say(ClientWebSocket socket, string frame) => socket.SendAsync(
            Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

        async Task Until(string sign)
        {
            var wanted = Encoding.UTF8.GetBytes(sign);
            while (true)
            {
                var length = 0;
                while (true)
                {
                    var read = await receiver.ReceiveAsync(inbox.AsMemory(length), CancellationToken.None);
                    length += read.Count;
                    if (read.EndOfMessage)
                        break;
                }

                if (inbox.AsSpan(0, length).IndexOf(wanted) >= 0)
                    return;
            }
        }

        async Task Drain()
        {
            var buffer = new byte[4096];
            while (sender.State == WebSocketState.Open)
                await sender.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
        }
    }
}
