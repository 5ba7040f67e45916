using System.Diagnostics;
using Charla.Conversations;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Kernel.Storage;

namespace Charla.Bench;

/// <summary>
/// Reading in a large store: pages of 50 anywhere in a conversation of a million messages, and the inbox's list of a
/// page with a million conversations.
/// </summary>
static class ReadBench
{
    const int Million = 1_000_000;
    const int Reads = 2000;

    public static async Task<int> Run()
    {
        var folder = Directory.CreateTempSubdirectory("charla-bench-").FullName;
        (string PageId, string Handle, string Token) page;
        (string Token, string Psid) person;
        await using (var server = await ServerUnderTest.Start(folder))
        {
            page = await server.CreatePage();
            person = await server.OpenSession(page.Handle);
        }

        await Fill(folder, PageId.Parse(page.PageId, null), Psid.Parse(person.Psid, null));
        await using (var server = await ServerUnderTest.Start(folder))
        {
            var random = new Random(7);
            var history = await Measure(server, () => RawHttp.Get(
                $"/api/chat/events?before={random.Next(1, Million)}&limit=50", person.Token));
            var newest = await Measure(server, () => RawHttp.Get(
                $"/api/inbox/{page.PageId}/conversations?status=open&limit=50", page.Token));
            Figures.Print("history page of 50 of 1,000,000 messages, p50", Figures.Percentile(history, 0.5), "ms", "");
            Figures.Print("inbox list of 1,000,000 conversations, p50", Figures.Percentile(newest, 0.5), "ms", "");
            Figures.Print("history page of 50 of 1,000,000 messages, p99", Figures.Percentile(history, 0.99), "ms", "at least 20, aim 5");
            Figures.Print("inbox list of 1,000,000 conversations, p99", Figures.Percentile(newest, 0.99), "ms", "at least 20, aim 5");
        }

        Directory.Delete(folder, recursive: true);
        return 0;
    }

    static async Task<double[]> Measure(ServerUnderTest server, Func<byte[]> request)
    {
        await using var connection = await RawHttp.Connect(server.Address);
        var took = new List<double>(Reads);
        for (var i = -Reads; i < Reads; i++)
        {
            var since = Stopwatch.GetTimestamp();
            var status = await connection.Ask(request());
            if (status != 200)
                throw new InvalidOperationException($"The server answered {status}.");
            if (i >= 0)
                took.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
        }

        return [.. took];
    }

    /// <summary>Through the journal's own statements, in large transactions.</summary>
    static async Task Fill(string folder, PageId page, Psid person)
    {
        using var database = new SqliteDatabase(folder);
        using var connection = database.OpenWriter();
        using var statements = new SqliteJournalStatements(connection);
        var position = statements.LastPosition();
        var state = await new ConversationStore(database).State(new ConversationId(page, person));
        for (var batch = 0; batch < 200; batch++)
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            var submissions = new List<Submission>();
            for (var i = 0; i < Million / 200; i++)
            {
                var number = (batch * (Million / 200)) + i;
                state = Store(statements, submissions, new ConversationId(page, person), state, number, ref position);
                Store(
                    statements, submissions, new ConversationId(page, new Psid(1_000_000_000 + number)), new ConversationState(), number, ref position);
            }

            statements.StoreCounts(submissions);
            transaction.Commit();
        }
    }

    static ConversationState Store(
        SqliteJournalStatements statements, List<Submission> submissions, ConversationId id, ConversationState before, int number, ref long position)
    {
        var send = new Send(Author.Person, $"f{number}", new MessageContent { Text = $"Message {number}: is there rye bread today?" });
        var decision = Conversation.Decide(before, send, DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000 + (number * 20L))).Value!;
        var submission = new Submission(id, before, decision, new Run(), send.ClientKey, ClientIds.HashOf(send));
        if (statements.Store(submission, ref position) is null)
            throw new InvalidOperationException("Overtaken.");
        submissions.Add(submission);
        return decision.After;
    }
}
