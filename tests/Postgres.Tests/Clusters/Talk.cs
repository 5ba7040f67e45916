using System.Diagnostics;
using System.Text.Json;
using Charla.Server.Tests.Faults;

namespace Charla.Server.Tests.Clusters;

/// <summary>
/// People who write without a pause, each to a page of its own, through one silo after another; what was not
/// acknowledged is sent again under its client id.
/// </summary>
sealed class Talk : IAsyncDisposable
{
    readonly CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
    readonly Oracle oracle = new();
    readonly List<Writer> writers = [];
    readonly Cluster cluster;

    Talk(Cluster cluster) => this.cluster = cluster;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public int Refusals => writers.Sum(writer => writer.Refusals);

    public static async Task<Talk> Begin(Cluster cluster, string name, int people = 16)
    {
        var talk = new Talk(cluster);
        for (var i = 0; i < people; i++)
        {
            var silo = cluster.Silos[i % cluster.Silos.Count];
            talk.writers.Add(new Writer(await silo.OpenSession(await silo.CreatePage($"{name}-{i}", Cancel), Cancel)));
        }

        foreach (var (writer, i) in talk.writers.Select((writer, i) => (writer, i)))
            writer.Writing = writer.Write(cluster, i, talk.oracle, talk.stop.Token);
        await talk.GoesOn(TimeSpan.FromSeconds(30), messages: 20);
        return talk;
    }

    /// <summary>How long it took until everybody was acknowledged so many messages more.</summary>
    public async Task<TimeSpan> GoesOn(TimeSpan within, int messages = 2)
    {
        var since = Stopwatch.StartNew();
        var goals = writers.ToDictionary(writer => writer, writer => writer.Acknowledged + messages);
        while (goals.Any(goal => goal.Key.Acknowledged < goal.Value))
        {
            if (writers.Find(writer => writer.Writing.IsFaulted) is { } failed)
                await failed.Writing;
            var silent = goals.Count(goal => goal.Key.Acknowledged < goal.Value);
            Assert.True(since.Elapsed < within, $"After {since.Elapsed.TotalSeconds:f0} s {silent} of {writers.Count} are not answered.");
            await Task.Delay(10, Cancel);
        }

        return since.Elapsed;
    }

    /// <summary>Everybody stops, and what each silo reads is what was acknowledged.</summary>
    public async Task End(string told)
    {
        await stop.CancelAsync();
        await Task.WhenAll(writers.Select(writer => writer.Writing));
        foreach (var (writer, i) in writers.Select((writer, i) => (writer, i)))
            oracle.Check(writer.Token, await cluster.Silos[i % cluster.Silos.Count].ReadAll(writer.Token, Cancel));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{told}; {oracle.Acknowledged} acknowledged, {Refusals} refused or unanswered and sent again.");
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        stop.Dispose();
    }

    sealed class Writer(string token)
    {
        static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

        volatile int acknowledged;

        public string Token => token;

        public Task Writing { get; set; } = Task.CompletedTask;

        public int Acknowledged => acknowledged;

        public int Refusals { get; private set; }

        public async Task Write(Cluster cluster, int first, Oracle oracle, CancellationToken cancel)
        {
            for (var turn = first; !cancel.IsCancellationRequested; turn++)
            {
                try
                {
                    using var soon = CancellationTokenSource.CreateLinkedTokenSource(cancel);
                    soon.CancelAfter(Patience);
                    var silos = cluster.Silos.ToList();
                    using var answer = await silos[turn % silos.Count].Send(token, $"c{acknowledged}", $"message {acknowledged}", soon.Token);
                    var text = await answer.Content.ReadAsStringAsync(soon.Token);
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
