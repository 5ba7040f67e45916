using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Kernel.Storage;
using Dapper;

namespace Charla.Conversations;

/// <summary>Reads conversations and their entries. Writing is the journal's alone.</summary>
sealed class ConversationStore(Database database)
{
    const string Columns = "position, page_id, person_id, log, seq, at, type, author, client_key, client_hash, body";

    public Task<string> Epoch() => database.Read(connection => connection.QuerySingleAsync<string>("SELECT epoch FROM epoch"));

    /// <summary>How many partitions the journal was made with.</summary>
    public Task<int> Partitions() => database.Read(connection =>
        connection.ExecuteScalarAsync<int>("SELECT count(*) FROM journal_partitions"));

    /// <summary>The term of each partition: the number of its latest home.</summary>
    public async Task<IReadOnlyDictionary<int, long>> Terms() => (await database.Read(connection =>
        connection.QueryAsync<(int Partition, long Term)>("SELECT partition::INT, term FROM journal_partitions")))
        .ToDictionary(row => row.Partition, row => row.Term);

    /// <summary>The state on the disk; a fresh one for a conversation that has not begun.</summary>
    public Task<ConversationState> State(ConversationId id) => database.Read(async connection =>
        await connection.QuerySingleOrDefaultAsync<string>(
            "SELECT state FROM conversations WHERE page_id = @page AND person_id = @person", Keys(id)) is { } state
            ? EventJson.ReadState(state)
            : new ConversationState());

    public Task<Entry?> Find(ConversationId id, Log log, long seq) => database.Read(async connection =>
        (await connection.QuerySingleOrDefaultAsync<Row>(
            $"SELECT {Columns} FROM entries WHERE page_id = @page AND person_id = @person AND log = @log AND seq = @seq",
            new { page = id.Page.Value, person = id.Person.Value, log = (long)log, seq }))?.ToEntry());

    /// <summary>The entry that a client id made, with the hash of its content.</summary>
    public Task<(Entry Entry, long Hash)?> FindByClient(ConversationId id, string clientKey) =>
        database.Read<(Entry, long)?>(async connection =>
        {
            var row = await connection.QuerySingleOrDefaultAsync<Row>(
                $"SELECT {Columns} FROM entries WHERE page_id = @page AND person_id = @person AND client_key = @clientKey",
                new { page = id.Page.Value, person = id.Person.Value, clientKey });
            return row is null ? null : (row.ToEntry(), row.Client_Hash ?? 0);
        });

    /// <summary>Entries of one log after a number, in order.</summary>
    public Task<IReadOnlyList<Entry>> After(ConversationId id, Log log, long seq, int limit) => Entries(
        $"""
        SELECT {Columns} FROM entries
        WHERE page_id = @page AND person_id = @person AND log = @log AND seq > @seq ORDER BY seq LIMIT @limit
        """,
        new { page = id.Page.Value, person = id.Person.Value, log = (long)log, seq, limit });

    /// <summary>The last entries of one log before a number, in order.</summary>
    public async Task<IReadOnlyList<Entry>> Before(ConversationId id, Log log, long seq, int limit)
    {
        var newestFirst = await Entries(
            $"""
            SELECT {Columns} FROM entries
            WHERE page_id = @page AND person_id = @person AND log = @log AND seq < @seq ORDER BY seq DESC LIMIT @limit
            """,
            new { page = id.Page.Value, person = id.Person.Value, log = (long)log, seq, limit });
        return [.. newestFirst.Reverse()];
    }

    public Task<IReadOnlyList<Entry>> ThreadEntries(ConversationId id, IReadOnlyCollection<long> seqs) => Entries(
        $"SELECT {Columns} FROM entries WHERE page_id = @page AND person_id = @person AND log = 0 AND {database.OneOf("seq", "seqs")}",
        new { page = id.Page.Value, person = id.Person.Value, seqs = seqs.ToArray() });

    /// <summary>Entries of all conversations of a partition after a position, in order.</summary>
    public Task<IReadOnlyList<Entry>> AfterPosition(int partition, long position, int limit) => Entries(
        $"SELECT {Columns} FROM {database.Partition("entries", partition)} WHERE position > @position ORDER BY position LIMIT @limit",
        new { position, limit });

    public Task<IReadOnlyList<Entry>> AtPositions(int partition, IReadOnlyCollection<long> positions) => Entries(
        $"""
        SELECT {Columns} FROM {database.Partition("entries", partition)}
        WHERE {database.OneOf("position", "positions")} ORDER BY position
        """,
        new { positions = positions.ToArray() });

    /// <summary>A page's entries at these positions, in order.</summary>
    public Task<IReadOnlyList<Entry>> AtPositions(PageId page, IReadOnlyCollection<long> positions) => Entries(
        $"SELECT {Columns} FROM entries WHERE page_id = @page AND {database.OneOf("position", "positions")} ORDER BY position",
        new { page = page.Value, positions = positions.ToArray() });

    /// <summary>A page's conversations in the order of an index; the list of all is merged from its two statuses.</summary>
    /// <param name="backwards">The nearest rows before the cursor instead of those after it, in the same order.</param>
    public async Task<IReadOnlyList<ListedConversation>> List(
        PageId page, ListFilter filter, ListCursor? cursor, int limit, bool backwards = false)
    {
        if (filter is { Status: null, Unread: false, WaitingFirst: false })
        {
            var open = await List(page, filter with { Status = ConversationStatus.Open }, cursor, limit, backwards);
            var resolved = await List(page, filter with { Status = ConversationStatus.Resolved }, cursor, limit, backwards);
            var both = open.Concat(resolved).OrderByDescending(row => (row.Cursor.At, row.Cursor.Person));
            return backwards ? [.. both.TakeLast(limit)] : [.. both.Take(limit)];
        }

        var waiting = filter.WaitingFirst;
        var time = waiting ? "waiting_since" : "last_at";
        var rises = waiting != backwards;

        // A plus keeps SQLite from the index of statuses where a narrower one answers: unread, waiting, the key.
        var plus = waiting || filter.Unread || filter.OnlyPersons is not null ? "+" : "";
        var sql =
            $"""
            SELECT person_id, {time}, state FROM conversations
            WHERE page_id = @page
              {(waiting ? "AND waiting_since IS NOT NULL" : "")}
              {(filter.Unread ? "AND is_unread = 1" : "")}
              {(filter.Status is null ? "" : $"AND {plus}status = @status")}
              {(filter.OnlyPersons is null ? "" : $"AND {database.OneOf("person_id", "persons")}")}
              {(cursor is null ? "" : $"AND ({time}, person_id) {(rises ? ">" : "<")} (@at, @person)")}
            ORDER BY {time} {(rises ? "" : "DESC")}, person_id {(rises ? "" : "DESC")} LIMIT @limit
            """;
        var rows = await database.Read(connection => connection.QueryAsync<(long Person, long At, string State)>(sql, new
        {
            page = page.Value,
            status = (long?)filter.Status,
            persons = filter.OnlyPersons?.Select(person => person.Value).ToArray(),
            at = cursor?.At,
            person = cursor?.Person,
            limit,
        }));
        var listed = rows.Select(row => new ListedConversation(
            new ConversationId(page, new Psid(row.Person)), EventJson.ReadState(row.State), new ListCursor(row.At, row.Person)));
        return backwards ? [.. listed.Reverse()] : [.. listed];
    }

    public Task<ConversationCounts> Counts(PageId page) => database.Read(async connection =>
        await connection.QuerySingleOrDefaultAsync<ConversationCounts>(
            "SELECT open, unread, resolved FROM conversation_counts WHERE page_id = @page", new { page = page.Value })
        ?? new ConversationCounts(0, 0, 0));

    Task<IReadOnlyList<Entry>> Entries(string sql, object values) => database.Read<IReadOnlyList<Entry>>(
        async connection => [.. (await connection.QueryAsync<Row>(sql, values)).Select(row => row.ToEntry())]);

    static object Keys(ConversationId id) => new { page = id.Page.Value, person = id.Person.Value };

    sealed record Row(
        long Position,
        long Page_Id,
        long Person_Id,
        long Log,
        long Seq,
        long At,
        string Type,
        string Author,
        string? Client_Key,
        long? Client_Hash,
        string Body)
    {
        public Entry ToEntry() => new(
            Position,
            new ConversationId(new PageId(Page_Id), new Psid(Person_Id)),
            (Log)Log,
            Seq,
            At.ToInstant(),
            Contracts.Author.FromStored(Author),
            EventJson.Read(Type, Body),
            ClientIds.FromKey(Client_Key));
    }
}
