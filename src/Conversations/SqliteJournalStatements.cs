using Charla.Conversations.Contracts;
using Charla.Kernel.Storage;
using Microsoft.Data.Sqlite;

namespace Charla.Conversations;

/// <summary>The prepared statements of the write path, on the writer's own connection and thread.</summary>
sealed class SqliteJournalStatements(SqliteConnection connection) : IDisposable
{
    readonly SqliteStatement addConversation = new(
        connection,
        """
        INSERT INTO conversations (version, status, is_unread, last_at, state, page_id, person_id, waiting_since)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?9) ON CONFLICT (page_id, person_id) DO NOTHING
        """);

    readonly SqliteStatement putConversation = new(
        connection,
        """
        UPDATE conversations SET version = ?1, status = ?2, is_unread = ?3, last_at = ?4, state = ?5, waiting_since = ?9
        WHERE page_id = ?6 AND person_id = ?7 AND version = ?8
        """);

    /// <summary>The same without what did not change: a column that is set is searched for in its index, whatever it was.</summary>
    readonly SqliteStatement putWaitingConversation = new(
        connection,
        """
        UPDATE conversations SET version = ?1, status = ?2, is_unread = ?3, last_at = ?4, state = ?5
        WHERE page_id = ?6 AND person_id = ?7 AND version = ?8
        """);

    readonly SqliteStatement putEntry = new(
        connection,
        """
        INSERT INTO entries (position, page_id, person_id, log, seq, at, type, author, client_key, client_hash, body)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
        """);

    readonly SqliteStatement rewrite = new(
        connection, "UPDATE entries SET body = ?1 WHERE page_id = ?2 AND person_id = ?3 AND log = 0 AND seq = ?4");

    readonly SqliteStatement putCounts = new(
        connection,
        """
        INSERT INTO conversation_counts (page_id, open, unread, resolved) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (page_id) DO UPDATE SET
          open = open + excluded.open, unread = unread + excluded.unread, resolved = resolved + excluded.resolved
        """);

    readonly SqliteStatement isKnown = new(
        connection, "SELECT 1 FROM entries WHERE page_id = ?1 AND person_id = ?2 AND client_key = ?3");

    readonly EventBuffer json = new();

    public long LastPosition()
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT coalesce(max(position), 0) FROM entries";
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>The entries as written; null when another writer was faster.</summary>
    public Entry[]? Store(Submission submission, ref long position)
    {
        var (page, person) = (submission.Conversation.Page.Value, submission.Conversation.Person.Value);
        if (!Put(submission, page, person))
            return null;

        var entries = new Entry[submission.Decision.Entries.Count];
        for (var i = 0; i < entries.Length; i++)
            entries[i] = Store(submission, submission.Decision.Entries[i], i == 0, ++position);
        if (submission.Decision.Rewrite is { } change)
        {
            rewrite.Bind(1, json.Write(change.Message));
            rewrite.Bind(2, page);
            rewrite.Bind(3, person);
            rewrite.Bind(4, change.Seq);
            rewrite.Run();
        }

        return entries;
    }

    /// <summary>Adds what the submissions changed to the counts of their pages.</summary>
    public void StoreCounts(IEnumerable<Submission> submissions)
    {
        foreach (var (page, change) in CountChanges.Of(submissions))
        {
            putCounts.Bind(1, page);
            putCounts.Bind(2, change.Open);
            putCounts.Bind(3, change.Unread);
            putCounts.Bind(4, change.Resolved);
            putCounts.Run();
        }
    }

    public bool IsClientKnown(Submission submission)
    {
        if (submission.ClientKey is null)
            return false;
        isKnown.Bind(1, submission.Conversation.Page.Value);
        isKnown.Bind(2, submission.Conversation.Person.Value);
        isKnown.Bind(3, submission.ClientKey);
        return isKnown.Finds();
    }

    /// <summary>False when another writer was faster.</summary>
    bool Put(Submission submission, long page, long person)
    {
        var (before, after) = (submission.Before, submission.Decision.After);
        var isWaitingAsBefore = before.Version > 0 && before.WaitingSince == after.WaitingSince;
        var put = before.Version == 0 ? addConversation : isWaitingAsBefore ? putWaitingConversation : putConversation;
        put.Bind(1, after.Version);
        put.Bind(2, ConversationColumns.Status(after));
        put.Bind(3, ConversationColumns.Unread(after));
        put.Bind(4, ConversationColumns.LastAt(submission.Decision));
        put.Bind(5, json.Write(after));
        put.Bind(6, page);
        put.Bind(7, person);
        if (before.Version > 0)
            put.Bind(8, before.Version);
        if (!isWaitingAsBefore)
            put.Bind(9, after.WaitingSince?.ToStored());
        return put.Run() > 0;
    }

    public void Dispose()
    {
        foreach (var statement in (SqliteStatement[])[addConversation, putConversation, putWaitingConversation, putEntry, rewrite, putCounts, isKnown])
            statement.Dispose();
        json.Dispose();
    }

    Entry Store(Submission submission, NewEntry entry, bool isFirst, long position)
    {
        var key = isFirst ? submission.ClientKey : null;
        putEntry.Bind(1, position);
        putEntry.Bind(2, submission.Conversation.Page.Value);
        putEntry.Bind(3, submission.Conversation.Person.Value);
        putEntry.Bind(4, (long)entry.Log);
        putEntry.Bind(5, entry.Seq);
        putEntry.Bind(6, entry.At.ToStored());
        putEntry.Bind(7, EventJson.TypeOf(entry.Event));
        putEntry.Bind(8, entry.By.ToStored());
        putEntry.Bind(9, key);
        putEntry.Bind(10, key is null ? null : submission.ClientHash);
        putEntry.Bind(11, json.Write(entry.Event));
        putEntry.Run();
        return new Entry(
            position, submission.Conversation, entry.Log, entry.Seq, entry.At, entry.By, entry.Event, ClientIds.FromKey(key));
    }
}
