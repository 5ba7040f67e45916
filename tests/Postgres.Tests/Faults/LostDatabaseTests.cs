using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Npgsql;

namespace Charla.Server.Tests.Faults;

/// <summary>F6, F8, F21: the database goes away or does not answer, for a moment or for longer. Seed 20170418.</summary>
public sealed class LostDatabaseTests
{
    const int Cuts = 40;
    const int Conversations = 12;
    const int Seed = 20170418;

    static readonly TimeSpan Away = TimeSpan.FromSeconds(5);

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cut_connections_lose_nothing_that_was_acknowledged_and_double_nothing()
    {
        await using var store = await TestStore.Make();
        await using var server = await ServerProcess.Start(store, Cancel);
        var (random, oracle) = (new Random(Seed), new Oracle());
        var people = await People(server);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var load = people.Select(person => Load(server, person, oracle, stop.Token)).ToList();
        for (var cut = 0; cut < Cuts; cut++)
        {
            await Acknowledged(oracle, oracle.Acknowledged + random.Next(1, 60), load);
            await Cut(store);
        }

        await Acknowledged(oracle, oracle.Acknowledged + Conversations, load);
        await stop.CancelAsync();
        var refusals = (await Task.WhenAll(load)).Sum();
        foreach (var person in people)
            oracle.Check(person, await server.ReadAll(person, Cancel));
        TestContext.Current.TestOutputHelper?.WriteLine($"{oracle.Acknowledged} acknowledged, {refusals} refused and sent again.");
    }

    [Fact]
    public async Task While_the_database_is_away_sends_are_refused_soon_and_it_recovers_by_itself()
    {
        await using var store = await TestStore.Make();
        await using var server = await ServerProcess.Start(store, Cancel);
        var oracle = new Oracle();
        var people = await People(server);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var load = people.Select(person => Load(server, person, oracle, stop.Token)).ToList();
        await Acknowledged(oracle, 100, load);

        await Admit(store, "false");
        await Cut(store);
        await Task.Delay(Away, Cancel);
        await Ready(server, HttpStatusCode.ServiceUnavailable);
        var whileAway = oracle.Acknowledged;
        await Admit(store, "true");
        await Acknowledged(oracle, whileAway + 100, load).WaitAsync(TimeSpan.FromSeconds(10), Cancel);
        await Ready(server, HttpStatusCode.OK);

        await stop.CancelAsync();
        Assert.True((await Task.WhenAll(load)).Sum() > 0);
        foreach (var person in people)
            oracle.Check(person, await server.ReadAll(person, Cancel));
    }

    [Fact]
    public async Task What_nobody_has_asked_for_yet_is_refused_in_the_one_shape_too()
    {
        await using var store = await TestStore.Make();
        string token;
        await using (var before = await ServerProcess.Start(store, Cancel))
            token = await before.OpenSession(await before.CreatePage("luna", Cancel), Cancel);
        await using var server = await ServerProcess.Start(store, Cancel);
        await Admit(store, "false");
        await Cut(store);

        using var send = await server.Send(token, "c1", "Is anybody there?", Cancel);
        using var session = await server.Client.PostAsync("/api/chat/luna/sessions", JsonContent.Create(new { }), Cancel);
        using var page = await server.Client.GetAsync("/p/luna", Cancel);
        Assert.All([send, session, page], answer => Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode));
        Assert.All([send, session], answer => Assert.NotNull(answer.Headers.RetryAfter));

        await Admit(store, "true");
        await Ready(server, HttpStatusCode.OK);
        using var again = await server.Send(token, "c1", "Is anybody there?", Cancel);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task A_long_lock_delays_nobody_for_long()
    {
        await using var store = await TestStore.Make();
        await using var server = await ServerProcess.Start(store, Cancel);
        var token = await server.OpenSession(await server.CreatePage("luna", Cancel), Cancel);
        await using (var connection = new NpgsqlConnection(store.Options.ConnectionString))
        {
            await connection.OpenAsync(Cancel);
            await using var holding = await connection.BeginTransactionAsync(Cancel);
            await connection.ExecuteAsync("LOCK TABLE entries IN ACCESS EXCLUSIVE MODE");
            var since = Stopwatch.StartNew();
            using var refused = await server.Send(token, "c1", "Is anybody there?", Cancel);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.InRange(since.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(12));
        }

        await Ready(server, HttpStatusCode.OK);
        using var again = await server.Send(token, "c1", "Is anybody there?", Cancel);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Single(await server.ReadAll(token, Cancel));
    }

    static async Task Ready(ServerProcess server, HttpStatusCode expected)
    {
        for (var waited = 0; ; waited++)
        {
            using var ready = await server.Client.GetAsync("/readyz", Cancel);
            if (ready.StatusCode == expected)
                return;
            Assert.True(waited < 50, $"/readyz still answers {(int)ready.StatusCode}.");
            await Task.Delay(100, Cancel);
        }
    }

    /// <summary>Each of a page of its own, so that all partitions have work.</summary>
    static async Task<List<string>> People(ServerProcess server)
    {
        var people = new List<string>();
        for (var i = 0; i < Conversations; i++)
            people.Add(await server.OpenSession(await server.CreatePage($"luna-{i}", Cancel), Cancel));
        return people;
    }

    /// <summary>One sender, until told to stop: what is refused is sent again. How often that was.</summary>
    static async Task<int> Load(ServerProcess server, string token, Oracle oracle, CancellationToken cancel)
    {
        var refusals = 0;
        try
        {
            for (var i = 0; ;)
            {
                using var answer = await server.Send(token, $"c{i}", $"message {i}", cancel).WaitAsync(TimeSpan.FromSeconds(10), cancel);
                var text = await answer.Content.ReadAsStringAsync(cancel);
                if (answer.IsSuccessStatusCode)
                {
                    using var json = JsonDocument.Parse(text);
                    oracle.Acknowledge(token, $"c{i++}", json.RootElement.GetProperty("seq").GetInt64());
                    continue;
                }

                Assert.True(answer.StatusCode == HttpStatusCode.ServiceUnavailable, $"{(int)answer.StatusCode}: {text}");
                Assert.NotNull(answer.Headers.RetryAfter);
                refusals++;
                await Task.Delay(50, cancel);
            }
        }
        catch (OperationCanceledException)
        {
            return refusals;
        }
    }

    static async Task Acknowledged(Oracle oracle, int count, List<Task<int>> load)
    {
        for (var waited = 0; oracle.Acknowledged < count; waited++)
        {
            Assert.True(waited < 3000, "Nothing was acknowledged for half a minute.");
            if (load.Find(sender => sender.IsFaulted) is { } failed)
                await failed;
            await Task.Delay(10, Cancel);
        }
    }

    static async Task Cut(TestStore store) => await (await PostgresServer.Running)!.Do(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = @name", new { name = NameOf(store) });

    static async Task Admit(TestStore store, string anybody) => await (await PostgresServer.Running)!.Do(
        $"ALTER DATABASE {NameOf(store)} ALLOW_CONNECTIONS {anybody}");

    static string NameOf(TestStore store) => new NpgsqlConnectionStringBuilder(store.Options.ConnectionString).Database!;
}
