using System.Globalization;
using Charla.Conversations;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Kernel.Storage;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Charla.Bench;

/// <summary>
/// What a message costs in a store of ten million messages in a million conversations, beside one of ten thousand in a
/// thousand: sends to a thousand conversations spread over the whole store, in turns, on SQLite.
/// </summary>
static class GrowBench
{
    const int Senders = 64;
    const int Busy = 1000;
    const int Rounds = 5;
    const int PerConversation = 10;
    const long FirstPerson = 500_000_000_000_000;
    static readonly TimeSpan RoundTime = TimeSpan.FromSeconds(5);
    static readonly string Text = string.Concat(Enumerable.Repeat("Do you have rye bread today? ", 10))[..280];

    public static async Task<int> Run()
    {
        await using var small = await Store.Fill(1000);
        await using var large = await Store.Fill(1_000_000);
        var rounds = new List<((double Rate, double Cpu) Small, (double Rate, double Cpu) Large)>();
        for (var round = -1; round < Rounds; round++)
        {
            var both = (await small.Load(round), await large.Load(round));
            if (round >= 0)
                rounds.Add(both);
        }

        Figures.Print("server's CPU for a send, 10,000 stored", Figures.Median(rounds.Select(one => one.Small.Cpu)), "µs", "");
        Figures.Print("server's CPU for a send, 10,000,000 stored", Figures.Median(rounds.Select(one => one.Large.Cpu)), "µs", "");
        Figures.Print("durable sends, 10,000 stored", Figures.Median(rounds.Select(one => one.Small.Rate)), "msg/s", "");
        Figures.Print("durable sends, 10,000,000 stored", Figures.Median(rounds.Select(one => one.Large.Rate)), "msg/s", "");
        Figures.Print("disk for a stored message, its indexes and its part of a conversation", large.BytesPerMessage, "bytes", "");
        Figures.Print(
            "time for a send, 10,000,000 stored ÷ 10,000", Figures.Median(rounds.Select(one => one.Small.Rate / one.Large.Rate)), "", "at most 1.5, aim 1.1");
        return 0;
    }

    sealed class Store(string folder, ServerUnderTest server, string path, string token, int conversations) : IAsyncDisposable
    {
        public double BytesPerMessage =>
            new FileInfo(SqliteDatabase.FileIn(folder)).Length / ((double)conversations * PerConversation);

        public static async Task<Store> Fill(int conversations)
        {
            var folder = Directory.CreateTempSubdirectory("charla-bench-").FullName;
            (string PageId, string Handle, string Token) page;
            await using (var server = await ServerUnderTest.Start(folder))
            {
                page = await server.CreatePage();
                await Say(server, $"/api/inbox/{page.PageId}/conversations/{(await server.OpenSession(page.Handle)).Psid}/messages", page.Token, "first");
                await Task.Delay(TimeSpan.FromSeconds(3)); // Until every follower has stored how far it is.
            }

            using (var database = new SqliteDatabase(folder))
            using (var connection = database.OpenWriter())
                Fill(connection, PageId.Parse(page.PageId, null), conversations);
            return new Store(
                folder, await ServerUnderTest.Start(folder), $"/api/inbox/{page.PageId}/conversations/", page.Token, conversations);
        }

        public Task<(double Rate, double Cpu)> Load(int round) => WriteBench.Load(server, Senders, RoundTime, (sender, i) =>
        {
            var place = (((long)i * Senders) + sender) % Busy * conversations / Busy;
            return RawHttp.Post(
                string.Create(CultureInfo.InvariantCulture, $"{path}{FirstPerson + place}/messages"),
                token,
                $$"""{"client_id":"{{round + 1}}-{{sender}}-{{i}}","text":"{{Text}}"}""");
        });

        public async ValueTask DisposeAsync()
        {
            await server.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }

        static async Task Say(ServerUnderTest server, string path, string token, string clientId)
        {
            await using var connection = await RawHttp.Connect(server.Address);
            if (await connection.Ask(RawHttp.Post(path, token, $$"""{"client_id":"{{clientId}}","text":"Yes, until noon."}""")) != 200)
                throw new InvalidOperationException("The server refused.");
        }

        /// <summary>
        /// By the engine itself: rows in the order of time, so that each conversation is spread over all of it; their
        /// indexes afterwards.
        /// </summary>
        static void Fill(SqliteConnection connection, PageId page, int conversations)
        {
            var at = TimeProvider.System.GetUtcNow().ToMilliseconds() - TimeSpan.FromHours(12); // The page may answer today.
            var state = new ConversationState();
            Decision decision = null!;
            for (var i = 0; i < PerConversation; i++)
            {
                var send = new Send(Author.Person, $"c{i}", new MessageContent { Text = Text });
                decision = Conversation.Decide(state, send, at).Value!;
                state = decision.After;
            }

            connection.Execute("PRAGMA synchronous=OFF; PRAGMA temp_store=FILE; PRAGMA cache_size=-262144");
            var indexes = connection.Query<(string Name, string Sql)>(
                "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name IN ('entries', 'conversations') AND sql IS NOT NULL").AsList();
            foreach (var index in indexes)
                connection.Execute($"DROP INDEX {index.Name}");
            var first = connection.ExecuteScalar<long>("SELECT max(position) FROM entries");
            var values = new
            {
                page = page.Value,
                person = FirstPerson,
                first,
                conversations,
                messages = (long)conversations * PerConversation,
                at = at.ToStored(),
                body = EventJson.Write(decision.Entries[0].Event),
                state = EventJson.Write(state),
                version = state.Version,
                status = ConversationColumns.Status(state),
                unread = ConversationColumns.Unread(state),
                waiting = state.WaitingSince?.ToStored(),
            };
            using (var transaction = connection.BeginTransaction())
            {
                connection.Execute(
                    """
                    WITH RECURSIVE n(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n + 1 < @messages)
                    INSERT INTO entries (position, page_id, person_id, log, seq, at, type, author, client_key, client_hash, body)
                    SELECT @first + n + 1, @page, @person + n % @conversations, 0, n / @conversations + 1, @at + n,
                           'message', 'p', 'p:c' || n, n, @body FROM n
                    """,
                    values, transaction, commandTimeout: 0);
                connection.Execute(
                    """
                    WITH RECURSIVE n(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n + 1 < @conversations)
                    INSERT INTO conversations (page_id, person_id, version, status, is_unread, last_at, waiting_since, state)
                    SELECT @page, @person + n, @version, @status, @unread, @at + n, @waiting + n, @state FROM n
                    """,
                    values, transaction, commandTimeout: 0);
                connection.Execute(
                    """
                    WITH RECURSIVE n(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n + 1 < @conversations)
                    INSERT INTO persons (page, psid, locale, first_seen_at, last_seen_at) SELECT @page, @person + n, 'en', @at, @at FROM n
                    """,
                    values, transaction, commandTimeout: 0);
                connection.Execute("UPDATE conversation_counts SET open = open + @conversations, unread = unread + @conversations", values, transaction);
                connection.Execute("UPDATE checkpoints SET position = @first + @messages", values, transaction);
                foreach (var index in indexes)
                    connection.Execute(index.Sql, transaction: transaction, commandTimeout: 0);
                transaction.Commit();
            }

            connection.Execute("PRAGMA synchronous=FULL; PRAGMA wal_checkpoint(TRUNCATE)", commandTimeout: 0);
        }
    }
}
