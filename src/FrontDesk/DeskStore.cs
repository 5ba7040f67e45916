using System.Collections.Concurrent;
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
    const int MostRemembered = 50_000;

    readonly ConcurrentDictionary<ConversationId, DeskMemory> memories = new();

    public Task<DeskSettings?> Find(PageId page) => database.Read(async connection =>
        await connection.ExecuteScalarAsync<string?>(
            "SELECT settings FROM desks WHERE page_id = @page", new { page = page.Value }) is { } settings
            ? JsonSerializer.Deserialize<DeskSettings>(settings, Json.Options)
            : null);

    public Task Save(PageId page, DeskSettings settings) => database.Write((connection, transaction) =>
        connection.ExecuteAsync(
            """
            INSERT INTO desks (page_id, settings) VALUES (@page, @settings)
            ON CONFLICT (page_id) DO UPDATE SET settings = excluded.settings
            """,
            new { page = page.Value, settings = JsonSerializer.Serialize(settings, Json.Options) },
            transaction));

    /// <summary>What the desk said before. Only the desk writes it, so what was read once stays in memory.</summary>
    public async ValueTask<DeskMemory> Memory(ConversationId id)
    {
        if (memories.TryGetValue(id, out var known))
            return known;
        if (memories.Count > MostRemembered)
            memories.Clear();
        return memories[id] = await ReadMemory(id);
    }

    Task<DeskMemory> ReadMemory(ConversationId id) => database.Read(async connection =>
        await connection.QuerySingleOrDefaultAsync<MemoryRow>(
            """
            SELECT instant_in AS InstantIn, away_until AS AwayUntil FROM desk_memory
            WHERE page_id = @page AND person_id = @person
            """,
            new { page = id.Page.Value, person = id.Person.Value }) is { } row
            ? new DeskMemory(row.InstantIn, row.AwayUntil?.ToInstant())
            : new DeskMemory());

    public async Task Remember(ConversationId id, DeskMemory memory)
    {
        await WriteMemory(id, memory);
        memories[id] = memory;
    }

    Task WriteMemory(ConversationId id, DeskMemory memory) => database.Write((connection, transaction) =>
        connection.ExecuteAsync(
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

    sealed record MemoryRow(long InstantIn, long? AwayUntil);
}
