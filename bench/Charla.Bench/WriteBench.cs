using System.Diagnostics;
using Charla.Conversations;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Kernel.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Charla.Bench;

/// <summary>
/// How fast messages become durable: over HTTP, beside a JSON POST that stores nothing on the same server, beside raw
/// inserts of the same rows in batches of 128, and beside the journal with batches of one.
/// </summary>
static class WriteBench
{
    const int Senders = 128;
    const int Conversations = 1000;
    const int Rounds = 5;
    static readonly TimeSpan RoundTime = TimeSpan.FromSeconds(4);
    static readonly string Text = string.Concat(Enumerable.Repeat("Do you have rye bread today? ", 10))[..280];

    /// <param name="onPostgres">On a PostgreSQL of the bench's own; else on SQLite.</param>
    public static async Task<int> Run(bool onPostgres)
    {
        await using var postgres = onPostgres ? await PostgresUnderTest.Start() : null;
        await OverHttp(postgres);
        var (raw, grouped, single) = Batches(postgres?.Server).ToList() switch
        {
            var rounds => (
                Figures.Median(rounds.Select(round => round.Raw)),
                Figures.Median(rounds.Select(round => round.Grouped)),
                Figures.Median(rounds.Select(round => round.Single))),
        };
        Figures.Print("raw inserts of the same rows, batches of 128", raw, "msg/s", "");
        Figures.Print("journal, group commit", grouped, "msg/s", "");
        Figures.Print("journal, batches of one", single, "msg/s", "");
        Figures.Print("group commit ÷ batches of one", grouped / single, "", "");
        Figures.Print(
            "durable sends ÷ raw inserts", Figures.Of("durable sends over HTTP") / raw, "", onPostgres ? "at least 0.40, aim 0.60" : "at least 0.20, aim 0.32");
        return 0;
    }

    static async Task OverHttp(PostgresUnderTest? postgres)
    {
        using var scratch = new Scratch(postgres?.Server);
        await using var server = await ServerUnderTest.Start(scratch);
        var page = await server.CreatePage();
        var sessions = await server.OpenSessions(page.Handle, Conversations);
        var rounds = new List<((double Rate, double Cpu) Nothing, (double Rate, double Cpu) Durable, double Database)>();
        for (var round = -1; round < Rounds; round++)
        {
            var nothing = await Load(server, Senders, RoundTime, (_, i) => RawHttp.Post("/api/testing/nothing", null, Body($"n{i}")));
            var (run, database) = (round, postgres?.Cpu ?? default);
            var durable = await Load(server, Senders, RoundTime, (sender, i) => RawHttp.Post(
                "/api/chat/messages", sessions[((i * Senders) + sender) % Conversations].Token, Body($"{run + 1}-{sender}-{i}")));
            var sends = durable.Rate * RoundTime.TotalSeconds;
            if (round >= 0)
                rounds.Add((nothing, durable, ((postgres?.Cpu ?? default) - database).TotalMicroseconds / sends));
        }

        Figures.Print("JSON POST that stores nothing", Figures.Median(rounds.Select(round => round.Nothing.Rate)), "req/s", "");
        Figures.Print("durable sends over HTTP", Figures.Median(rounds.Select(round => round.Durable.Rate)), "msg/s", "");
        Figures.Print("server's CPU for a POST that stores nothing", Figures.Median(rounds.Select(round => round.Nothing.Cpu)), "µs", "");
        Figures.Print("server's CPU for a durable send, followers included", Figures.Median(rounds.Select(round => round.Durable.Cpu)), "µs", "");
        if (postgres is not null)
            Figures.Print("PostgreSQL's CPU for a durable send", Figures.Median(rounds.Select(round => round.Database)), "µs", "");
        Figures.Print(
            "durable sends ÷ POST that stores nothing",
            Figures.Median(rounds.Select(round => round.Durable.Rate / round.Nothing.Rate)),
            "",
            postgres is null ? "at least 0.35, aim 0.55" : "");
    }

    static string Body(string clientId) => $$"""{"client_id":"{{clientId}}","text":"{{Text}}"}""";

    /// <summary>Requests a second, and the server's CPU for each in µs.</summary>
    public static async Task<(double Rate, double Cpu)> Load(
        ServerUnderTest server, int senders, TimeSpan time, Func<int, int, byte[]> request)
    {
        var cpu = server.Cpu;
        var until = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, senders).Select(sender => Task.Run(async () =>
        {
            await using var connection = await RawHttp.Connect(server.Address);
            var count = 0;
            while (until.Elapsed < time)
            {
                var status = await connection.Ask(request(sender, count));
                if (status != 200)
                    throw new InvalidOperationException($"The server answered {status}.");
                count++;
            }

            return count;
        })));
        return (counts.Sum() / until.Elapsed.TotalSeconds, (server.Cpu - cpu).TotalMicroseconds / counts.Sum());
    }

    /// <summary>The rows of a message on one connection, inserted by nobody but the engine.</summary>
    static double RawInserts(string? postgres)
    {
        using var scratch = new Scratch(postgres);
        using var database = scratch.Open();
        var batches = Submissions(128 * 400).Chunk(128).ToList();
        var since = Stopwatch.StartNew();
        if (database is SqliteDatabase sqlite)
            RawInserts(sqlite, batches);
        else
            RawInserts((PostgresDatabase)database, batches);
        return batches.Count * 128 / since.Elapsed.TotalSeconds;
    }

    static void RawInserts(SqliteDatabase database, List<Submission[]> batches)
    {
        using var connection = database.OpenWriter();
        using var statements = new SqliteJournalStatements(connection);
        var position = 0L;
        foreach (var batch in batches)
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            foreach (var submission in batch)
                statements.Store(submission, ref position);
            transaction.Commit();
        }
    }

    static void RawInserts(PostgresDatabase database, List<Submission[]> batches)
    {
        using var journal = new PostgresJournal(database, Partitions.Of(new PageId(1), new StorageOptions().Partitions), NullLogger.Instance);
        journal.Open();
        foreach (var batch in batches)
            journal.Write(batch);
    }

    static IEnumerable<(double Raw, double Grouped, double Single)> Batches(string? postgres) =>
        Enumerable.Range(0, Rounds).Select(_ => (
            RawInserts(postgres),
            JournalRate(postgres, 1024, 40_000).GetAwaiter().GetResult(),
            JournalRate(postgres, 1, 4_000).GetAwaiter().GetResult()));

    static async Task<double> JournalRate(string? postgres, int maxBatch, int messages)
    {
        using var scratch = new Scratch(postgres);
        using var database = scratch.Open();
        var partitions = await new ConversationStore(database).Partitions();
        using var journal = JournalWriter.Of(database, Partitions.Of(new PageId(1), partitions), NullLogger.Instance, maxBatch);
        await journal.Start();
        var bySender = Submissions(messages).GroupBy(one => one.Conversation.Person.Value % Senders).ToList();
        var since = Stopwatch.StartNew();
        await Task.WhenAll(bySender.Select(mine => Task.Run(async () =>
        {
            foreach (var submission in mine)
            {
                if (await journal.Commit(submission) is not Commit.Stored)
                    throw new InvalidOperationException("The journal refused.");
            }
        })));
        return messages / since.Elapsed.TotalSeconds;
    }

    static List<Submission> Submissions(int count)
    {
        var states = Enumerable.Repeat(new ConversationState(), Conversations).ToArray();
        var all = new List<Submission>(count);
        for (var i = 0; i < count; i++)
        {
            var (conversation, now) = (i % Conversations, DateTimeOffset.FromUnixTimeMilliseconds(1_800_000_000_000 + i));
            var id = new ConversationId(new PageId(1), new Psid(conversation + 1));
            var send = new Send(Author.Person, $"c{i}", new MessageContent { Text = Text });
            var decision = Conversation.Decide(states[conversation], send, now).Value!;
            all.Add(new Submission(id, states[conversation], decision, new Run(), send.ClientKey, ClientIds.HashOf(send)));
            states[conversation] = decision.After;
        }

        return all;
    }
}
