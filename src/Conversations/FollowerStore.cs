using System.Globalization;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Kernel.Storage;
using Dapper;

namespace Charla.Conversations;

/// <summary>Checkpoints of followers, and the entries they could not handle.</summary>
sealed class FollowerStore(Database database, ConversationStore conversations)
{
    /// <summary>After so many failed tries an entry is left aside, with its reason, until somebody replays it.</summary>
    public const int MostAttempts = 5;

    /// <summary>Names replays among the announcements.</summary>
    const string Recalled = "parked";

    public Task<IReadOnlyList<Entry>> After(int partition, long position, int limit) =>
        conversations.AfterPosition(partition, position, limit);

    /// <summary>Makes the checkpoint this term's own: the homes before can save it no more. Where it stands.</summary>
    /// <exception cref="TermIsOverException">A later term has taken it.</exception>
    public async Task<long> TakeCheckpoint(string follower, int partition, long term) =>
        await database.Write((connection, transaction) => connection.QuerySingleOrDefaultAsync<long?>(
            """
            INSERT INTO checkpoints (follower, partition, term, position) VALUES (@follower, @partition, @term, 0)
            ON CONFLICT (follower, partition) DO UPDATE SET term = excluded.term WHERE checkpoints.term <= excluded.term
            RETURNING position
            """,
            new { follower, partition, term },
            transaction)) ?? throw new TermIsOverException();

    /// <exception cref="TermIsOverException">A later term has taken it.</exception>
    public async Task SaveCheckpoint(string follower, int partition, long term, long position)
    {
        var saved = await database.Write((connection, transaction) => connection.ExecuteAsync(
            "UPDATE checkpoints SET position = @position WHERE follower = @follower AND partition = @partition AND term = @term",
            new { follower, partition, term, position },
            transaction));
        if (saved == 0)
            throw new TermIsOverException();
    }

    public async Task<IEnumerable<ConversationId>> Troubled(string follower, int partition) =>
        (await database.Read(connection => connection.QueryAsync<(long Page, long Person)>(
            """
            SELECT DISTINCT page_id, person_id FROM parked_entries
            WHERE follower = @follower AND partition = @partition AND is_dead = 0
            """,
            new { follower, partition })))
        .Select(row => new ConversationId(new PageId(row.Page), new Psid(row.Person)));

    /// <summary>Unless a later term has the checkpoint: then it handles the entry itself.</summary>
    public Task Park(
        string follower, int partition, long term, Entry entry, int attempts, DateTimeOffset due, string reason) =>
        database.Write((connection, transaction) => connection.ExecuteAsync(
            """
            INSERT INTO parked_entries
              (follower, partition, position, page_id, person_id, attempts, due_at, is_dead, reason)
            SELECT follower, partition, @position, @page, @person, @attempts, @due, 0, @reason
            FROM checkpoints WHERE follower = @follower AND partition = @partition AND term = @term
            ON CONFLICT DO NOTHING
            """,
            new
            {
                follower,
                partition,
                term,
                position = entry.Position,
                page = entry.Conversation.Page.Value,
                person = entry.Conversation.Person.Value,
                attempts,
                due = due.ToStored(),
                reason,
            },
            transaction));

    /// <summary>The first parked entry of each conversation whose time has come.</summary>
    public async Task<IReadOnlyList<Parked>> Due(string follower, int partition, DateTimeOffset now)
    {
        var rows = (await database.Read(connection => connection.QueryAsync<(long Position, int Attempts)>(
            """
            SELECT position, attempts FROM (
              SELECT position, attempts, due_at,
                     row_number() OVER (PARTITION BY page_id, person_id ORDER BY position) AS place
              FROM parked_entries WHERE follower = @follower AND partition = @partition AND is_dead = 0) AS waiting
            WHERE place = 1 AND due_at <= @now
            """,
            new { follower, partition, now = now.ToStored() }))).ToDictionary(row => row.Position, row => row.Attempts);
        var entries = rows.Count == 0 ? [] : await conversations.AtPositions(partition, rows.Keys);
        return [.. entries.Select(entry => new Parked(entry, rows[entry.Position]))];
    }

    /// <summary>Waits twice as long each time; the last failure leaves the entry aside and lets the conversation go on.</summary>
    public Task Failed(string follower, Parked parked, DateTimeOffset now, string reason) =>
        database.Write((connection, transaction) => connection.ExecuteAsync(
            """
            UPDATE parked_entries SET attempts = @attempts, due_at = @due, is_dead = @dead, reason = @reason
            WHERE page_id = @page AND follower = @follower AND position = @position
            """,
            new
            {
                follower,
                page = parked.Entry.Conversation.Page.Value,
                position = parked.Entry.Position,
                attempts = parked.Attempts + 1,
                due = (now + TimeSpan.FromSeconds(1 << parked.Attempts)).ToStored(),
                dead = parked.Attempts + 1 >= MostAttempts ? 1 : 0,
                reason,
            },
            transaction));

    public Task Unpark(string follower, Entry entry) => database.Write((connection, transaction) =>
        connection.ExecuteAsync(
            "DELETE FROM parked_entries WHERE page_id = @page AND follower = @follower AND position = @position",
            new { follower, page = entry.Conversation.Page.Value, position = entry.Position },
            transaction));

    /// <summary>What followers could not take, left aside first, then by page and position.</summary>
    public async Task<IReadOnlyList<ParkedRow>> ListParked(string? follower, int limit) =>
        [.. await database.Read(connection => connection.QueryAsync<ParkedRow>(
            """
            SELECT follower, page_id AS Page, person_id AS Person, position, attempts, due_at AS Due, is_dead AS Dead, reason
            FROM parked_entries WHERE @follower IS NULL OR follower = @follower
            ORDER BY is_dead DESC, page_id, position, follower LIMIT @limit
            """,
            new { follower, limit }))];

    /// <summary>
    /// What was left aside is due at once, by any clock, and has all its tries again. The partitions, one for each entry;
    /// their homes are told.
    /// </summary>
    public Task<IReadOnlyList<int>> Replay(string? follower, PageId? page, long? position) =>
        database.Write<IReadOnlyList<int>>(async (connection, transaction) =>
        {
            var partitions = (await connection.QueryAsync<int>(
                """
                UPDATE parked_entries SET attempts = 0, is_dead = 0, due_at = 0
                WHERE is_dead = 1 AND (@follower IS NULL OR follower = @follower)
                  AND (@page IS NULL OR page_id = @page) AND (@position IS NULL OR position = @position)
                RETURNING partition
                """,
                new { follower, page = page?.Value, position },
                transaction)).ToList();
            foreach (var partition in partitions.Distinct())
            {
                await database.Announcements.Announce(
                    connection, transaction, Recalled, partition.ToString(CultureInfo.InvariantCulture));
            }

            return partitions;
        });

    /// <summary>Tells of replays that other processes asked for, and of all partitions when some may have been missed.</summary>
    public void HearRecalled(Action<IEnumerable<int>> recall) => database.Announcements.Hear(
        Recalled,
        partition => recall([int.Parse(partition, CultureInfo.InvariantCulture)]),
        async () => recall(Enumerable.Range(0, await conversations.Partitions())));

    /// <summary>Another home of the partition has begun, and its followers go on from here.</summary>
    public sealed class TermIsOverException : Exception;

    public sealed record Parked(Entry Entry, int Attempts);

    public sealed record ParkedRow(
        string Follower, long Page, long Person, long Position, long Attempts, long Due, long Dead, string Reason);
}
