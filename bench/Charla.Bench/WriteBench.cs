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

    /// <param name="postgres">How to reach a PostgreSQL server that may be filled with databases; null for SQLite.</param>
    public static async Task<int> Run(string? postgres)
    {
        var (nothing, durable, nothingCpu, durableCpu) = await OverHttp(postgres);
        var raw = Figures.Median(Enumerable.Range(0, Rounds).Select(_ => RawInserts(postgres)));
        var (grouped, single) = await Batches(postgres);
        Figures.Print("JSON POST that stores nothing", nothing, "req/s", "the ceiling");
        Figures.Print("durable sends over HTTP", durable, "msg/s", "");
        Figures.Print("server's CPU for a POST that stores nothing", nothingCpu, "µs", "");
        Figures.Print("server's CPU for a durable send, followers included", durableCpu, "µs", "");
        Figures.Print("raw inserts of the same rows, batches of 128", raw, "msg/s", "");
        Figures.Print("durable sends ÷ POST that stores nothing", durable / nothing, "", "at least 0.25, aim 0.45");
        Figures.Print("durable sends ÷ raw inserts", durable / raw, "", "at least 0.15, aim 0.30");
        Figures.Print("journal, group commit", grouped, "msg/s", "");
        Figures.Print("journal, batches of one", single, "msg/s", "");
        Figures.Print("group commit ÷ batches of one", grouped / single, "", "at least 4, aim 6");
        return 0;
    }

    static async Task<(double Nothing, double Durable, double NothingCpu, double DurableCpu)> OverHttp(string? postgres)
    {
        using var scratch = new Scratch(postgres);
        await using var server = await ServerUnderTest.Start(scratch);
        var page = await server.CreatePage();
        var sessions = await server.OpenSessions(page.Handle, Conversations);
        var nothing = new List<(double Rate, double Cpu)>();
        var durable = new List<(double Rate, double Cpu)>();
        for (var round = -1; round < Rounds; round++)
        {
            var a = await Load(server, (_, i) => RawHttp.Post("/api/testing/nothing", null, Body($"n{i}")));
            var run = round;
            var b = await Load(server, (sender, i) => RawHttp.Post(
                "/api/chat/messages", sessions[((i * Senders) + sender) % Conversations].Token, Body($"{run + 1}-{sender}-{i}")));
            if (round < 0)
                continue;
            nothing.Add(a);
            durable.Add(b);
        }

        return (
            Figures.Median(nothing.Select(round => round.Rate)),
            Figures.Median(durable.Select(round => round.Rate)),
            Figures.Median(nothing.Select(round => round.Cpu)),
            Figures.Median(durable.Select(round => round.Cpu)));
    }

    static string Body(string clientId) => $$"""{"client_id":"{{clientId}}","text":"{{Text}}"}""";

    static async Task<(double Rate, double Cpu)> Load(ServerUnderTest server, Func<int, int, byte[]> request)
    {
        var cpu = server.Cpu;
        var until = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(async () =>
        {
            await using var connection = await RawHttp.Connect(server.Address);
            var count = 0;
            while (until.Elapsed < RoundTime)
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

    static async Task<(double Grouped, double Single)> Batches(string? postgres)
    {
        var grouped = new List<double>();
        var single = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            grouped.Add(await JournalRate(postgres, 1024, 40_000));
            single.Add(await JournalRate(postgres, 1, 8_000));
        }

        return (Figures.Median(grouped), Figures.Median(single));
    }

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
