using System.Data.Common;
using System.Text.Json;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.Kernel.Storage;
using Dapper;

namespace Charla.FrontDesk;

/// <summary>Desks, what they said before, and how long people waited, in the store.</summary>
sealed class DeskStore(Database database)
{
    const int MostDesks = 10_000;
    const int MostMemories = 50_000;

    readonly Remembered<PageId, DeskSettings> desks =
        new(database, "desks", MostDesks, key => PageId.Parse(key, null), rememberAbsence: true);

    readonly Remembered<string, DeskMemory> memories = new(database, "desk_memory", MostMemories, key => key);

    /// <summary>The page's desk as last written; null when nobody has touched it.</summary>
    public ValueTask<DeskSettings?> Find(PageId page) =>
        desks.Of(page, key => database.Read(connection => ReadDesk(connection, null, key)));

    /// <summary>Changes the desk as it is now, which is null when nobody has touched it.</summary>
    public Task<DeskSettings> Change(PageId page, Func<DeskSettings?, DeskSettings> change) => desks.Change(
        page,
        async (connection, transaction) =>
        {
            var settings = change(await ReadDesk(connection, transaction, page));
            await connection.ExecuteAsync(
                """
                INSERT INTO desks (page_id, settings) VALUES (@page, @settings)
                ON CONFLICT (page_id) DO UPDATE SET settings = excluded.settings
                """,
                new { page = page.Value, settings = JsonSerializer.Serialize(settings, Json.Options) },
                transaction);
            return settings;
        });

    static async Task<DeskSettings?> ReadDesk(DbConnection connection, DbTransaction? transaction, PageId page) =>
        await connection.ExecuteScalarAsync<string?>(
            "SELECT settings FROM desks WHERE page_id = @page", new { page = page.Value }, transaction) is { } settings
            ? JsonSerializer.Deserialize<DeskSettings>(settings, Json.Options)
            : null;

    /// <summary>What the desk said before.</summary>
    public async ValueTask<DeskMemory> Memory(ConversationId id) =>
        (await memories.Of(Key(id), async _ => await ReadMemory(id)))!;

    Task<DeskMemory> ReadMemory(ConversationId id) => database.Read(async connection =>
        await connection.QuerySingleOrDefaultAsync<MemoryRow>(
            """
            SELECT instant_in AS InstantIn, away_until AS AwayUntil FROM desk_memory
            WHERE page_id = @page AND person_id = @person
            """,
            new { page = id.Page.Value, person = id.Person.Value }) is { } row
            ? new DeskMemory(row.InstantIn, row.AwayUntil?.ToInstant())
            : new DeskMemory());

    public Task Remember(ConversationId id, DeskMemory memory) => memories.Change(
        Key(id),
        (connection, transaction) => connection.ExecuteAsync(
            """
            INSERT INTO desk_memory (page_id, person_id, instant_in, away_until) VALUES (@page, @person, @instant, @away)
            ON CONFLICT (page_id, person_id) DO UPDATE SET instant_in = excluded.instant_in, away_until = excluded.away_until
            """,
            new
            {
                page = id.Page.Value,
                person = id.Person.Value,
                instant = memory.InstantIn,
                away = memory.AwayUntil?.ToStored(),
            },
            transaction));

    /// <summary>A person got an answer after this much open time. Told twice, it counts once.</summary>
    public Task Answered(ConversationId id, long seq, DateTimeOffset at, TimeSpan open) => database.Write(
        (connection, transaction) => connection.ExecuteAsync(
            """
            INSERT INTO reply_waits (page_id, person_id, answered_seq, answered_at, open_ms)
            VALUES (@page, @person, @seq, @at, @open) ON CONFLICT DO NOTHING
            """,
            new
            {
                page = id.Page.Value,
                person = id.Person.Value,
                seq,
                at = at.ToStored(),
                open = (long)open.TotalMilliseconds,
            },
            transaction));

    /// <summary>How long people waited for the answers that were given after a moment, in open hours.</summary>
    public Task<List<TimeSpan>> Waits(PageId page, DateTimeOffset after) => database.Read(async connection =>
        (await connection.QueryAsync<long>(
            "SELECT open_ms FROM reply_waits WHERE page_id = @page AND answered_at > @after",
            new { page = page.Value, after = after.ToStored() })).Select(wait => TimeSpan.FromMilliseconds(wait)).ToList());

    static string Key(ConversationId id) => $"{id.Page}/{id.Person}";

    sealed record MemoryRow(long InstantIn, long? AwayUntil);
}
