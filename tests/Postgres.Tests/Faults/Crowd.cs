using System.Diagnostics;
using System.Net;
using System.Text.Json;

namespace Charla.Server.Tests.Faults;

/// <summary>
/// People who write to one server without a pause, each to a page of its own, so that all partitions have work. What is
/// refused is sent again; every answer comes soon, whatever it is.
/// </summary>
sealed class Crowd : IAsyncDisposable
{
    const int Size = 12;
    static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(10);

    readonly ServerProcess server;
    readonly Oracle oracle = new();
    readonly List<Person> people = [];
    readonly CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);

    Crowd(ServerProcess server) => this.server = server;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public int Acknowledged => oracle.Acknowledged;

    public int Refused => people.Sum(person => person.Refused);

    public TimeSpan SlowestAnswer => people.Max(person => person.SlowestAnswer);

    public static async Task<Crowd> Gather(ServerProcess server)
    {
        var crowd = new Crowd(server);
        for (var i = 0; i < Size; i++)
            crowd.people.Add(new Person(await server.OpenSession(await server.CreatePage($"luna-{i}", Cancel), Cancel)));
        crowd.people.ForEach(person => person.Writing = crowd.Write(person));
        return crowd;
    }

    /// <summary>So many in all are acknowledged.</summary>
    public Task Until(int total, TimeSpan within) => Until(() => Acknowledged >= total, within);

    /// <summary>Everybody was acknowledged once more; how long that took.</summary>
    public async Task<TimeSpan> Flow(TimeSpan within)
    {
        var since = Stopwatch.StartNew();
        var goals = people.Select(person => (person, Goal: person.Acknowledged + 1)).ToList();
        await Until(() => goals.TrueForAll(goal => goal.person.Acknowledged >= goal.Goal), within);
        return since.Elapsed;
    }

    /// <summary>Everybody stops, and what is stored is what was acknowledged.</summary>
    public async Task Check()
    {
        await stop.CancelAsync();
        await Task.WhenAll(people.Select(person => person.Writing));
        foreach (var person in people)
            oracle.Check(person.Token, await server.ReadAll(person.Token, Cancel));
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(people.Select(person => person.Writing)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    async Task Until(Func<bool> isSo, TimeSpan within)
    {
        for (var since = Stopwatch.StartNew(); !isSo(); await Task.Delay(10, Cancel))
        {
            if (people.Find(person => person.Writing.IsFaulted) is { } failed)
                await failed.Writing;
            Assert.True(since.Elapsed < within, $"Sends do not flow after {since.Elapsed}. {server.Said[Math.Max(0, server.Said.Length - 4000)..]}");
        }
    }

    async Task Write(Person person)
    {
        try
        {
            while (true)
            {
                var since = Stopwatch.GetTimestamp();
                using var answer = await server.Send(person.Token, $"c{person.Acknowledged}", $"message {person.Acknowledged}", stop.Token)
                    .WaitAsync(LongestAnswer, stop.Token);
                var text = await answer.Content.ReadAsStringAsync(stop.Token);
                var took = Stopwatch.GetElapsedTime(since);
                person.SlowestAnswer = took > person.SlowestAnswer ? took : person.SlowestAnswer;
                if (answer.IsSuccessStatusCode)
                {
                    using var json = JsonDocument.Parse(text);
                    oracle.Acknowledge(person.Token, $"c{person.Acknowledged}", json.RootElement.GetProperty("seq").GetInt64());
                    person.Acknowledged++;
                    continue;
                }

                Assert.True(answer.StatusCode == HttpStatusCode.ServiceUnavailable, $"{(int)answer.StatusCode}: {text}");
                Assert.NotNull(answer.Headers.RetryAfter);
                person.Refused++;
                await Task.Delay(50, stop.Token);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Enough.
        }
    }

    sealed class Person(string token)
    {
        public string Token => token;

        public Task Writing { get; set; } = Task.CompletedTask;

        public int Acknowledged { get; set; }

        public int Refused { get; set; }

        public TimeSpan SlowestAnswer { get; set; }
    }
}
