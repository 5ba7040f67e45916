using System.Diagnostics;
using System.Text.Json;
using Charla.Server.Tests.Faults;

namespace Charla.Server.Tests.Clusters;

/// <summary>F9: three silos share the homes, and one of them is killed. Seed 20170418.</summary>
public sealed class HomeTests
{
    const int Pages = 24;
    const int Seed = 20170418;

    static readonly TimeSpan LongestInterruption = TimeSpan.FromSeconds(25);

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Any_silo_takes_messages_to_any_conversation_and_a_killed_one_is_replaced()
    {
        await using var cluster = await Cluster.Start(3);
        var (random, oracle) = (new Random(Seed), new Oracle());
        var people = new List<string>();
        for (var page = 0; page < Pages; page++)
        {
            var silo = cluster.Silos[page % 3];
            people.Add(await silo.OpenSession(await silo.CreatePage($"luna-{page}", Cancel), Cancel));
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var load = people.Select((person, i) => Load(cluster, i, person, oracle, stop.Token)).ToList();
        await Acknowledged(oracle, 40 * Pages, load);

        var killed = cluster.Silos[random.Next(3)];
        cluster.Forget(killed);
        await killed.Kill();
        var since = Stopwatch.StartNew();
        foreach (var sender in load)
            sender.Mark();
        while (!load.All(sender => sender.WentOn))
        {
            Assert.True(since.Elapsed < LongestInterruption, "Some conversations still have no home.");
            await Fault(load);
        }

        var interruption = since.Elapsed;
        await cluster.UntilSpread();
        await cluster.Join();
        await cluster.UntilSpread();
        await Acknowledged(oracle, oracle.Acknowledged + (10 * Pages), load);
        await stop.CancelAsync();
        await Task.WhenAll(load.Select(sender => sender.Sending!));
        foreach (var (person, i) in people.Select((person, i) => (person, i)))
            oracle.Check(person, await cluster.Silos[i % 3].ReadAll(person, Cancel));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{oracle.Acknowledged} acknowledged, {load.Sum(sender => sender.Refusals)} refused; all went on {interruption.TotalSeconds:f1} s after the kill.");
        await killed.DisposeAsync();
    }

    static Sender Load(Cluster cluster, int number, string token, Oracle oracle, CancellationToken cancel)
    {
        var sender = new Sender();
        sender.Sending = sender.Send(cluster, number, token, oracle, cancel);
        return sender;
    }

    static async Task Acknowledged(Oracle oracle, int count, List<Sender> load)
    {
        for (var waited = 0; oracle.Acknowledged < count; waited++)
        {
            Assert.True(waited < 6000, "Nothing was acknowledged for a minute.");
            await Fault(load);
        }
    }

    static async Task Fault(List<Sender> load)
    {
        if (load.Find(sender => sender.Sending!.IsFaulted) is { } failed)
            await failed.Sending!;
        await Task.Delay(10, Cancel);
    }

    /// <summary>Sends to its conversation through one silo after another; what was not acknowledged is sent again.</summary>
    sealed class Sender
    {
        volatile int acknowledged;
        int mark;

        public Task? Sending { get; set; }

        public int Refusals { get; private set; }

        public bool WentOn => acknowledged > mark + 1;

        public void Mark() => mark = acknowledged;

        public async Task Send(Cluster cluster, int number, string token, Oracle oracle, CancellationToken cancel)
        {
            for (var turn = number; !cancel.IsCancellationRequested; turn++)
            {
                try
                {
                    var silos = cluster.Silos.ToList();
                    using var answer = await silos[turn % silos.Count].Send(token, $"c{acknowledged}", $"message {acknowledged}", cancel);
                    var text = await answer.Content.ReadAsStringAsync(cancel);
                    if (answer.IsSuccessStatusCode)
                    {
                        using var json = JsonDocument.Parse(text);
                        oracle.Acknowledge(token, $"c{acknowledged}", json.RootElement.GetProperty("seq").GetInt64());
                        acknowledged++;
                        continue;
                    }

                    Assert.True((int)answer.StatusCode == 503, $"{(int)answer.StatusCode}: {text}");
                    Assert.NotNull(answer.Headers.RetryAfter);
                }
                catch (Exception error) when (error is HttpRequestException or OperationCanceledException or IOException or ObjectDisposedException)
                {
                    // Killed about it: the next silo is asked.
                }

                Refusals++;
                await Task.Delay(50, CancellationToken.None);
            }
        }
    }
}
