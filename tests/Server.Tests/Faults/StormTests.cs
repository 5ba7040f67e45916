using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;

namespace Charla.Server.Tests.Faults;

/// <summary>F17: all screens lose their connection at once, come back as screens do, and miss nothing of what was said meanwhile.</summary>
public sealed class StormTests
{
    const int Writers = 4;
    static readonly int Screens = Nightly.Times(300, 5_000);
    static readonly TimeSpan LongestJitter = TimeSpan.FromSeconds(Nightly.IsOn ? 10 : 2);
    static readonly TimeSpan LongestStorm = TimeSpan.FromSeconds(30);
    static readonly TimeSpan LongestSend = TimeSpan.FromSeconds(5);

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task F17_All_are_back_within_half_a_minute_and_have_every_number()
    {
        await using var store = await TestStore.Make();
        await using var server = await ServerProcess.Start(store, Cancel);
        await using var proxy = new FaultProxy(server.Address, Nightly.Seed);
        var handle = await server.CreatePage("luna", Cancel);
        var screens = new Screen[Screens];
        await Parallel.ForAsync(0, Screens, Some, async (i, _) =>
        {
            screens[i] = new Screen(await ChatClient.Open(proxy.Address, handle));
            await screens[i].Begin();
        });

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var writing = Enumerable.Range(0, Writers).Select(writer => Write(server, screens, writer, stop.Token)).ToList();
        Assert.True(proxy.Cut() >= Screens);
        var random = new Random(Nightly.Seed);
        var since = Stopwatch.StartNew();
        await Task.WhenAll(screens.Select(screen => screen.ComeBack(random.NextDouble() * LongestJitter)));
        var storm = since.Elapsed;
        await stop.CancelAsync();
        var slowest = (await Task.WhenAll(writing)).Max();
        foreach (var screen in screens)
            await screen.Check();

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Screens} screens were back after {storm:s\\.f} s; the slowest send meanwhile took {slowest:s\\.ff} s.");
        Assert.InRange(storm, TimeSpan.Zero, LongestStorm);
        Assert.InRange(slowest, TimeSpan.Zero, LongestSend);
    }

    static ParallelOptions Some => new() { MaxDegreeOfParallelism = 16, CancellationToken = Cancel };

    /// <summary>To one screen after another; the slowest answer. None may be anything but good.</summary>
    static async Task<TimeSpan> Write(ServerProcess server, Screen[] screens, int writer, CancellationToken enough)
    {
        var slowest = TimeSpan.Zero;
        for (var i = writer; !enough.IsCancellationRequested; i += Writers)
        {
            var screen = screens[i % Screens];
            var since = Stopwatch.GetTimestamp();
            using var answer = await server.Send(screen.Person.Token, $"storm{i}", "Are you there?", Cancel);
            var text = await answer.Content.ReadAsStringAsync(Cancel);
            Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}: {text}");
            screen.Sent(JsonDocument.Parse(text).RootElement.GetProperty("seq").GetInt64());
            var took = Stopwatch.GetElapsedTime(since);
            slowest = took > slowest ? took : slowest;
            await Task.Delay(10, CancellationToken.None);
        }

        return slowest;
    }

    sealed class Screen(ChatClient person)
    {
        readonly Lock gate = new();
        long last;
        LiveClient? live;

        public ChatClient Person => person;

        public async Task Begin()
        {
            live = await person.Connect();
            await person.Send("first", "Good morning!");
            await live.EventsUntil(1);
        }

        public void Sent(long seq)
        {
            lock (gate)
                last = Math.Max(last, seq);
        }

        /// <summary>With the last number it has, as often as it takes.</summary>
        public async Task ComeBack(TimeSpan after)
        {
            await live!.DisposeAsync();
            while (true)
            {
                await Task.Delay(after, Cancel);
                try
                {
                    live = await person.Connect(after: 1);
                    if (await live.Next("ready") is not null)
                        return;
                }
                catch (WebSocketException)
                {
                    // Once more.
                }
            }
        }

        public async Task Check()
        {
            if (last > 1)
                Assert.Equal(Enumerable.Range(2, (int)last - 1), (await live!.EventsUntil(last)).Select(one => one.GetProperty("seq").GetInt32()));
            await live!.DisposeAsync();
        }
    }
}
