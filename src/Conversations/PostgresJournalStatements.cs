using Charla.Conversations.Contracts;
using Charla.Kernel.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Charla.Conversations;

/// <summary>
/// The statements of the write path on one partition. Each carries a whole batch in arrays, so that its text and its
/// plan are the same for one row and for a thousand; the driver prepares them.
/// </summary>
sealed class PostgresJournalStatements
{
    /// <summary>In seconds: the senders wait, and are told to try again.</summary>
    const int Patience = 5;

    /// <summary>A process that is paused between the two round trips of a batch holds rows; the server lets them go.</summary>
    const string Unpaused = "SET idle_in_transaction_session_timeout = '5s'; ";

    const string PutCounts =
        """
        INSERT INTO conversation_counts AS stored (page_id, open, unread, resolved)
        SELECT * FROM unnest(@page, @open, @unread, @resolved)
        ON CONFLICT (page_id) DO UPDATE SET open = stored.open + excluded.open,
          unread = stored.unread + excluded.unread, resolved = stored.resolved + excluded.resolved
        """;

    readonly string putConversations;
    readonly string takePositions;
    readonly string putEntries;
    readonly string rewrite;
    readonly string findTaken;
    readonly string positionOf;
    readonly string lastPosition;
    readonly string beginTerm;

    public PostgresJournalStatements(PostgresDatabase database, int partition)
    {
        var (conversations, entries) = (database.Partition("conversations", partition), database.Partition("entries", partition));
        putConversations =
            $"""
            INSERT INTO {conversations} AS stored
              (page_id, person_id, version, decided_on, status, is_unread, last_at, waiting_since, state)
            SELECT * FROM unnest(@page, @person, @version, @decided_on, @status, @unread, @last_at, @waiting, @state)
            ON CONFLICT (page_id, person_id) DO UPDATE SET
              version = excluded.version, decided_on = excluded.decided_on, status = excluded.status,
              is_unread = excluded.is_unread, last_at = excluded.last_at, waiting_since = excluded.waiting_since,
              state = excluded.state
            WHERE stored.version = excluded.decided_on
            RETURNING page_id, person_id
            """;
        takePositions =
            $"""
            UPDATE journal_partitions SET position = position + @count
            WHERE partition = {partition} AND term = @term RETURNING position
            """;
        putEntries =
            $"""
            INSERT INTO {entries} (page_id, person_id, log, seq, position, at, type, author, client_key, client_hash, body)
            SELECT page_id, person_id, log, seq,
              (SELECT position FROM journal_partitions WHERE partition = {partition} AND term = @term) - @count + place,
              at, type, author, client_key, client_hash, body
            FROM unnest(@page, @person, @log, @seq, @at, @type, @author, @key, @hash, @body)
              WITH ORDINALITY AS new (page_id, person_id, log, seq, at, type, author, client_key, client_hash, body, place)
            """;
        rewrite = $"UPDATE {entries} SET body = @body WHERE page_id = @page AND person_id = @person AND log = 0 AND seq = @seq";
        findTaken =
            $"""
            SELECT place,
              EXISTS (SELECT 1 FROM {entries} WHERE page_id = page AND person_id = person AND client_key = key),
              EXISTS (SELECT 1 FROM {entries} WHERE page_id = page AND person_id = person AND log = wanted AND seq = number)
            FROM unnest(@page, @person, @log, @seq, @key) WITH ORDINALITY AS new (page, person, wanted, number, key, place)
            """;
        positionOf =
            $"""
            SELECT position FROM {entries}
            WHERE page_id = @page AND person_id = @person AND log = @log AND seq = @seq
              AND at = @at AND author = @author AND body = @body
            """;
        beginTerm = Unpaused + $"UPDATE journal_partitions SET term = term + 1 WHERE partition = {partition} RETURNING position, term";
        lastPosition = Unpaused + $"SELECT position FROM journal_partitions WHERE partition = {partition} AND term = @term FOR UPDATE";
    }

    /// <summary>
    /// Begins the next term, once the batch that is being committed is through: the home before writes no other. The
    /// last committed position, and the term.
    /// </summary>
    public (long Position, long Term) BeginTerm(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(beginTerm, connection);
        using var reader = command.ExecuteReader();
        reader.Read();
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    /// <summary>
    /// The last committed position, once nobody is about to commit another: by then a commit of ours that was cut off
    /// has ended one way or the other. Null when the term is over.
    /// </summary>
    public long? LastPosition(NpgsqlConnection connection, long term)
    {
        using var command = new NpgsqlCommand(lastPosition, connection);
        command.Parameters.Add(new NpgsqlParameter<long>("term", term));
        return (long?)command.ExecuteScalar();
    }

    /// <summary>A term that is over has no positions left to give, and an entry without one is refused.</summary>
    public static bool IsOfAnotherTerm(PostgresException error) =>
        error is { SqlState: PostgresErrorCodes.NotNullViolation, ColumnName: "position" };

    /// <summary>Begins the transaction and writes the conversations' rows; the runs whose version held.</summary>
    public HashSet<ConversationRun> PutConversations(NpgsqlConnection connection, List<ConversationRun> runs)
    {
        using var batch = new NpgsqlBatch(connection) { Timeout = Patience };
        batch.BatchCommands.Add(new NpgsqlBatchCommand("BEGIN"));
        batch.BatchCommands.Add(Command(
            putConversations,
            Numbers("page", runs, run => run.Conversation.Page.Value),
            Numbers("person", runs, run => run.Conversation.Person.Value),
            Numbers("version", runs, run => run.Last.Decision.After.Version),
            Numbers("decided_on", runs, run => run.Before.Version),
            Numbers("status", runs, run => ConversationColumns.Status(run.Last.Decision.After)),
            Numbers("unread", runs, run => ConversationColumns.Unread(run.Last.Decision.After)),
            Numbers("last_at", runs, run => ConversationColumns.LastAt(run.Last.Decision)),
            NumbersOrNull("waiting", runs, run => run.Last.Decision.After.WaitingSince?.ToStored()),
            Texts("state", runs, run => EventJson.Write(run.Last.Decision.After))));
        var byKey = runs.ToDictionary(run => (run.Conversation.Page.Value, run.Conversation.Person.Value));
        var taken = new HashSet<ConversationRun>();
        using var reader = batch.ExecuteReader();
        while (reader.Read())
            taken.Add(byKey[(reader.GetInt64(0), reader.GetInt64(1))]);
        return taken;
    }

    /// <summary>Writes the entries with the next positions, and what else comes with them; the first position, committed.</summary>
    public long PutEntriesAndCommit(
        NpgsqlConnection connection, long term, List<Submission> submissions, List<Entry[]> entries)
    {
        var rows = submissions.Zip(entries).SelectMany(pair => pair.Second.Select((entry, i) => (
            Entry: entry,
            Key: i == 0 ? pair.First.ClientKey : null,
            Hash: i == 0 && pair.First.ClientKey is not null ? pair.First.ClientHash : (long?)null))).ToList();
        var count = new NpgsqlParameter<long>("count", rows.Count);
        var ofTerm = new NpgsqlParameter<long>("term", term);
        using var batch = new NpgsqlBatch(connection) { Timeout = Patience };
        batch.BatchCommands.Add(Command(takePositions, count, ofTerm));
        batch.BatchCommands.Add(Command(
            putEntries,
            count.Clone(),
            ofTerm.Clone(),
            Numbers("page", rows, row => row.Entry.Conversation.Page.Value),
            Numbers("person", rows, row => row.Entry.Conversation.Person.Value),
            Numbers("log", rows, row => (long)row.Entry.Log),
            Numbers("seq", rows, row => row.Entry.Seq),
            Numbers("at", rows, row => row.Entry.At.ToStored()),
            Texts("type", rows, row => EventJson.TypeOf(row.Entry.Event)),
            Texts("author", rows, row => row.Entry.By.ToStored()),
            Texts("key", rows, row => row.Key),
            NumbersOrNull("hash", rows, row => row.Hash),
            Texts("body", rows, row => EventJson.Write(row.Entry.Event))));
        foreach (var submission in submissions.Where(one => one.Decision.Rewrite is not null))
            batch.BatchCommands.Add(Rewrite(submission, submission.Decision.Rewrite!));
        var changes = CountChanges.Of(submissions);
        if (changes.Count > 0)
        {
            batch.BatchCommands.Add(Command(
                PutCounts,
                Numbers("page", changes, change => change.Key),
                Numbers("open", changes, change => change.Value.Open),
                Numbers("unread", changes, change => change.Value.Unread),
                Numbers("resolved", changes, change => change.Value.Resolved)));
        }

        batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        using var reader = batch.ExecuteReader();
        var last = reader.Read() ? reader.GetInt64(0) : 0;
        while (reader.NextResult())
        {
            // The commit is the last: its answer means the disk.
        }

        return last - rows.Count + 1;
    }

    public static void Undo(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand("ROLLBACK", connection);
        command.ExecuteNonQuery();
    }

    /// <summary>Refuses the submissions whose client id or whose number stands in the journal.</summary>
    public void FindTaken(NpgsqlConnection connection, List<Submission> submissions, Refused refused)
    {
        using var command = new NpgsqlCommand(findTaken, connection);
        command.Parameters.AddRange((NpgsqlParameter[])
        [
            Numbers("page", submissions, one => one.Conversation.Page.Value),
            Numbers("person", submissions, one => one.Conversation.Person.Value),
            Numbers("log", submissions, one => (long)one.Decision.Entries[0].Log),
            Numbers("seq", submissions, one => one.Decision.Entries[0].Seq),
            Texts("key", submissions, one => one.ClientKey),
        ]);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            if (reader.GetBoolean(1))
                refused.Add(submissions[(int)reader.GetInt64(0) - 1], new Commit.AlreadyThere());
            else if (reader.GetBoolean(2))
                refused.Add(submissions[(int)reader.GetInt64(0) - 1], new Commit.Overtaken());
        }
    }

    /// <summary>Where this very entry stands; null when it does not.</summary>
    public long? PositionOf(NpgsqlConnection connection, Entry entry)
    {
        using var command = new NpgsqlCommand(positionOf, connection);
        command.Parameters.AddRange((NpgsqlParameter[])
        [
            new NpgsqlParameter<long>("page", entry.Conversation.Page.Value),
            new NpgsqlParameter<long>("person", entry.Conversation.Person.Value),
            new NpgsqlParameter<long>("log", (long)entry.Log),
            new NpgsqlParameter<long>("seq", entry.Seq),
            new NpgsqlParameter<long>("at", entry.At.ToStored()),
            new NpgsqlParameter<string>("author", entry.By.ToStored()),
            new NpgsqlParameter<string>("body", EventJson.Write(entry.Event)),
        ]);
        return (long?)command.ExecuteScalar();
    }

    NpgsqlBatchCommand Rewrite(Submission submission, Rewrite change) => Command(
        rewrite,
        new NpgsqlParameter<string>("body", EventJson.Write(change.Message)),
        new NpgsqlParameter<long>("page", submission.Conversation.Page.Value),
        new NpgsqlParameter<long>("person", submission.Conversation.Person.Value),
        new NpgsqlParameter<long>("seq", change.Seq));

    static NpgsqlBatchCommand Command(string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.AddRange(parameters);
        return command;
    }

    static NpgsqlParameter<long[]> Numbers<T>(string name, IReadOnlyCollection<T> rows, Func<T, long> value) =>
        new(name, NpgsqlDbType.Array | NpgsqlDbType.Bigint) { TypedValue = [.. rows.Select(value)] };

    static NpgsqlParameter<long?[]> NumbersOrNull<T>(string name, IReadOnlyCollection<T> rows, Func<T, long?> value) =>
        new(name, NpgsqlDbType.Array | NpgsqlDbType.Bigint) { TypedValue = [.. rows.Select(value)] };

    static NpgsqlParameter<string?[]> Texts<T>(string name, IReadOnlyCollection<T> rows, Func<T, string?> value) =>
        new(name, NpgsqlDbType.Array | NpgsqlDbType.Text) { TypedValue = [.. rows.Select(value)] };
}
