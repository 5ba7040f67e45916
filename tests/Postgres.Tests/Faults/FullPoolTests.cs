using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Dapper;
using Npgsql;

namespace Charla.Server.Tests.Faults;

/// <summary>F8: there is no connection to the database to be had, because PostgreSQL gives none or because all of ours wait.</summary>
public sealed class FullPoolTests
{
    const int MostOfRole = 60;
    static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(12);

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task F8_While_others_have_every_connection_of_the_database_it_refuses_and_then_recovers_by_itself()
    {
        await using var store = await TestStore.Make();
        if (store.Missing is { } what)
            Needs.Skip(what);
        var limited = await Limit(store);
        await using var server = await ServerProcess.Start(store, Cancel, "--Storage:ConnectionString", limited);
        var token = await server.OpenSession(await server.CreatePage("luna", Cancel), Cancel);
        var others = new List<NpgsqlConnection>();
        try
        {
            await TakeAll(others, limited);
            using (var send = await Soon(server.Send(token, "c1", "Is anybody there?", Cancel)))
                Refuses(send);
            using (var session = await Soon(server.Client.PostAsJsonAsync("/api/chat/luna/sessions", new { }, Cancel)))
                Refuses(session);
            await Ready(server, HttpStatusCode.ServiceUnavailable);
            using var alive = await server.Client.GetAsync("/healthz", Cancel);
            Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        }
        finally
        {
            foreach (var other in others)
                await other.DisposeAsync();
        }

        await Ready(server, HttpStatusCode.OK);
        using (var again = await server.Send(token, "c1", "Is anybody there?", Cancel))
            Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Single(await server.ReadAll(token, Cancel));
    }

    [Fact]
    public async Task F8_While_all_of_its_own_connections_wait_for_a_lock_it_refuses_and_then_recovers_by_itself()
    {
        await using var store = await TestStore.Make();
        await using var server = await ServerProcess.Start(
            store, Cancel, "--Storage:ConnectionString", $"{store.Options.ConnectionString};Maximum Pool Size=12");
        var token = await server.OpenSession(await server.CreatePage("luna", Cancel), Cancel);
        (await server.Send(token, "c1", "Is anybody there?", Cancel)).EnsureSuccessStatusCode();
        await using (var connection = new NpgsqlConnection($"{store.Options.ConnectionString};Pooling=False"))
        {
            await connection.OpenAsync(Cancel);
            await using var holding = await connection.BeginTransactionAsync(Cancel);
            await connection.ExecuteAsync("LOCK TABLE entries IN ACCESS EXCLUSIVE MODE");
            var asked = Enumerable.Range(0, 40).Select(_ => Soon(server.Ask(token, HttpMethod.Get, "/api/chat/events"))).ToList();
            foreach (var answer in await Task.WhenAll(asked))
            {
                Refuses(answer);
                answer.Dispose();
            }
        }

        await Ready(server, HttpStatusCode.OK);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => server.Read(token, "/api/chat/events")));
    }

    /// <summary>The database belongs to somebody who has so many connections and no more.</summary>
    static async Task<string> Limit(TestStore store)
    {
        var settings = new NpgsqlConnectionStringBuilder(store.Options.ConnectionString);
        var role = $"{settings.Database}_owner";
        await (await PostgresServer.Running)!.Do(
            $"CREATE ROLE {role} LOGIN CONNECTION LIMIT {MostOfRole}; ALTER DATABASE {settings.Database} OWNER TO {role}");
        return $"{store.Options.ConnectionString};Username={role}";
    }

    /// <summary>Idle in a transaction, each of them, and none is left for the server.</summary>
    static async Task TakeAll(List<NpgsqlConnection> others, string connectTo)
    {
        var role = new NpgsqlConnectionStringBuilder(connectTo).Username;
        var administrator = (await PostgresServer.Running)!;
        for (var since = Stopwatch.StartNew(); others.Count < MostOfRole;)
        {
            Assert.True(since.Elapsed < TimeSpan.FromSeconds(30), $"Only {others.Count} of {MostOfRole} connections could be taken.");
            var other = new NpgsqlConnection($"{connectTo};Pooling=False");
            try
            {
                await other.OpenAsync(Cancel);
                await other.ExecuteAsync("BEGIN; SELECT 1");
                others.Add(other);
            }
            catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.TooManyConnections)
            {
                await other.DisposeAsync();
                await administrator.Do(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = @role AND application_name LIKE 'charla%'",
                    new { role });
            }
        }
    }

    static void Refuses(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    static Task<HttpResponseMessage> Soon(Task<HttpResponseMessage> answer) => answer.WaitAsync(LongestAnswer, Cancel);

    static async Task Ready(ServerProcess server, HttpStatusCode expected)
    {
        for (var since = Stopwatch.StartNew(); ; await Task.Delay(100, Cancel))
        {
            using var ready = await server.Client.GetAsync("/readyz", Cancel);
            if (ready.StatusCode == expected)
                return;
            Assert.True(since.Elapsed < TimeSpan.FromSeconds(10), $"/readyz still answers {(int)ready.StatusCode}: {server.Said}");
        }
    }
}
