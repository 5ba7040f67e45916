using Charla.Conversations.Contracts;
using Charla.Kernel.Storage;
using Microsoft.Data.Sqlite;

namespace Charla.Conversations;

/// <summary>The prepared statements of the write path, on the writer's own connection and thread.</summary>
sealed class SqliteJournalStatements(SqliteConnection connection) : IDisposable
{
    readonly SqliteStatement putConversation = new(
        connection,
        """
        INSERT INTO conversations (page_id, person_id, version, status, is_unread, last_at, waiting_since, state)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        ON CONFLICT (page_id, person_id) DO UPDATE SET
          version = excluded.version, status = excluded.status, is_unread = excluded.is_unread,
          last_at = excluded.last_at, waiting_since = excluded.waiting_since, state = excluded.state
        WHERE conversations.version = ?9
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
        var after = submission.Decision.After;
        putConversation.Bind(1, page);
        putConversation.Bind(2, person);
        putConversation.Bind(3, after.Version);
        putConversation.Bind(4, ConversationColumns.Status(after));
        putConversation.Bind(5, ConversationColumns.Unread(after));
        putConversation.Bind(6, ConversationColumns.LastAt(submission.Decision));
        putConversation.Bind(7, after.WaitingSince?.ToStored());
        putConversation.Bind(8, json.Write(after));
        putConversation.Bind(9, submission.Before.Version);
        if (putConversation.Run() == 0)
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

    public void Dispose()
    {
        foreach (var statement in (SqliteStatement[])[putConversation, putEntry, rewrite, putCounts, isKnown])
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
