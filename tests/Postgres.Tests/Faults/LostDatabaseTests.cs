using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Dapper;
using Npgsql;

namespace Charla.Server.Tests.Faults;

/// <summary>F6, F8, F21: the database goes away or does not answer, for a moment or for longer.</summary>
public sealed class LostDatabaseTests
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cut_connections_lose_nothing_that_was_acknowledged_and_double_nothing()
    {
        await using var store = await TestStore.Make();
        await using var server = await ServerProcess.Start(store, Cancel);
        await using var crowd = await Crowd.Gather(server);
        await Nightly.Rounds(Nightly.Times(40, 500), async (random, _) =>
        {
            await crowd.Until(crowd.Acknowledged + random.Next(1, 60), Patience);
            await Cut(store);
        });
        await crowd.Flow(Patience);
        await crowd.Check();
        TestContext.Current.TestOutputHelper?.WriteLine($"{crowd.Acknowledged} acknowledged, {crowd.Refused} refused and sent again.");
    }

    [Fact]
    public async Task While_the_database_is_away_sends_are_refused_soon_and_it_recovers_by_itself()
    {
        await using var store = await TestStore.Make();
        await using var server = await ServerProcess.Start(store, Cancel);
        await using var crowd = await Crowd.Gather(server);
        await crowd.Until(100, Patience);

        await Admit(store, "false");
        await Cut(store);
        await Task.Delay(Nightly.Seconds(5, 60), Cancel);
        await Ready(server, HttpStatusCode.ServiceUnavailable);
        var whileAway = crowd.Acknowledged;
        await Admit(store, "true");
        await crowd.Until(whileAway + 100, within: TimeSpan.FromSeconds(10));
        await Ready(server, HttpStatusCode.OK);

        Assert.True(crowd.Refused > 0);
        await crowd.Check();
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

    static async Task Cut(TestStore store) => await (await PostgresServer.Running)!.Do(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = @name", new { name = NameOf(store) });

    static async Task Admit(TestStore store, string anybody) => await (await PostgresServer.Running)!.Do(
        $"ALTER DATABASE {NameOf(store)} ALLOW_CONNECTIONS {anybody}");

    static string NameOf(TestStore store) => new NpgsqlConnectionStringBuilder(store.Options.ConnectionString).Database!;
}
