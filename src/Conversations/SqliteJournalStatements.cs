using Charla.Conversations.Contracts;
using Charla.Kernel.Storage;
using Microsoft.Data.Sqlite;

namespace Charla.Conversations;

/// <summary>The prepared statements of the write path, on the writer's own connection and thread.</summary>
sealed class SqliteJournalStatements : IDisposable
{
    readonly SqliteConnection connection;
    readonly SqliteCommand putConversation;
    readonly SqliteCommand putEntry;
    readonly SqliteCommand rewrite;
    readonly SqliteCommand putCounts;
    readonly SqliteCommand isKnown;

    public SqliteJournalStatements(SqliteConnection connection)
    {
        this.connection = connection;
        putConversation = Prepare(
            """
            INSERT INTO conversations (page_id, person_id, version, status, is_unread, last_at, waiting_since, state)
            VALUES ($page, $person, $version, $status, $unread, $last_at, $waiting, $state)
            ON CONFLICT (page_id, person_id) DO UPDATE SET
              version = excluded.version, status = excluded.status, is_unread = excluded.is_unread,
              last_at = excluded.last_at, waiting_since = excluded.waiting_since, state = excluded.state
            WHERE conversations.version = $expected
            """,
            "$page", "$person", "$version", "$status", "$unread", "$last_at", "$waiting", "$state", "$expected");
        putEntry = Prepare(
            """
            INSERT INTO entries (position, page_id, person_id, log, seq, at, type, author, client_key, client_hash, body)
            VALUES ($position, $page, $person, $log, $seq, $at, $type, $author, $key, $hash, $body)
            """,
            "$position", "$page", "$person", "$log", "$seq", "$at", "$type", "$author", "$key", "$hash", "$body");
        rewrite = Prepare(
            "UPDATE entries SET body = $body WHERE page_id = $page AND person_id = $person AND log = 0 AND seq = $seq",
            "$body", "$page", "$person", "$seq");
        putCounts = Prepare(
            """
            INSERT INTO conversation_counts (page_id, open, unread, resolved) VALUES ($page, $open, $unread, $resolved)
            ON CONFLICT (page_id) DO UPDATE SET
              open = open + excluded.open, unread = unread + excluded.unread, resolved = resolved + excluded.resolved
            """,
            "$page", "$open", "$unread", "$resolved");
        isKnown = Prepare(
            "SELECT 1 FROM entries WHERE page_id = $page AND person_id = $person AND client_key = $key",
            "$page", "$person", "$key");
    }

    public long LastPosition()
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT coalesce(max(position), 0) FROM entries";
        return (long)command.ExecuteScalar()!;
    }

    public void Use(SqliteTransaction transaction)
    {
        foreach (var command in (SqliteCommand[])[putConversation, putEntry, rewrite, putCounts])
            command.Transaction = transaction;
    }

    /// <summary>The entries as written; null when another writer was faster.</summary>
    public Entry[]? Store(Submission submission, ref long position)
    {
        var (page, person) = (submission.Conversation.Page.Value, submission.Conversation.Person.Value);
        var after = submission.Decision.After;
        Set(putConversation, 0, page);
        Set(putConversation, 1, person);
        Set(putConversation, 2, after.Version);
        Set(putConversation, 3, ConversationColumns.Status(after));
        Set(putConversation, 4, ConversationColumns.Unread(after));
        Set(putConversation, 5, ConversationColumns.LastAt(submission.Decision));
        Set(putConversation, 6, after.WaitingSince?.ToStored());
        Set(putConversation, 7, EventJson.Write(after));
        Set(putConversation, 8, submission.Before.Version);
        if (putConversation.ExecuteNonQuery() == 0)
            return null;

        var entries = new Entry[submission.Decision.Entries.Count];
        for (var i = 0; i < entries.Length; i++)
            entries[i] = Store(submission, submission.Decision.Entries[i], i == 0, ++position);
        if (submission.Decision.Rewrite is { } change)
        {
            Set(rewrite, 0, EventJson.Write(change.Message));
            Set(rewrite, 1, page);
            Set(rewrite, 2, person);
            Set(rewrite, 3, change.Seq);
            rewrite.ExecuteNonQuery();
        }

        return entries;
    }

    /// <summary>Adds what the submissions changed to the counts of their pages.</summary>
    public void StoreCounts(IEnumerable<Submission> submissions)
    {
        foreach (var (page, change) in CountChanges.Of(submissions))
        {
            Set(putCounts, 0, page);
            Set(putCounts, 1, change.Open);
            Set(putCounts, 2, change.Unread);
            Set(putCounts, 3, change.Resolved);
            putCounts.ExecuteNonQuery();
        }
    }

    public bool IsClientKnown(Submission submission)
    {
        if (submission.ClientKey is null)
            return false;
        isKnown.Transaction = null;
        Set(isKnown, 0, submission.Conversation.Page.Value);
        Set(isKnown, 1, submission.Conversation.Person.Value);
        Set(isKnown, 2, submission.ClientKey);
        return isKnown.ExecuteScalar() is not null;
    }

    public void Dispose()
    {
        foreach (var command in (SqliteCommand[])[putConversation, putEntry, rewrite, putCounts, isKnown])
            command.Dispose();
    }

    Entry Store(Submission submission, NewEntry entry, bool isFirst, long position)
    {
        var key = isFirst ? submission.ClientKey : null;
        Set(putEntry, 0, position);
        Set(putEntry, 1, submission.Conversation.Page.Value);
        Set(putEntry, 2, submission.Conversation.Person.Value);
        Set(putEntry, 3, (long)entry.Log);
        Set(putEntry, 4, entry.Seq);
        Set(putEntry, 5, entry.At.ToStored());
        Set(putEntry, 6, EventJson.TypeOf(entry.Event));
        Set(putEntry, 7, entry.By.ToStored());
        Set(putEntry, 8, key);
        Set(putEntry, 9, key is null ? null : submission.ClientHash);
        Set(putEntry, 10, EventJson.Write(entry.Event));
        putEntry.ExecuteNonQuery();
        return new Entry(
            position, submission.Conversation, entry.Log, entry.Seq, entry.At, entry.By, entry.Event, ClientIds.FromKey(key));
    }

    SqliteCommand Prepare(string sql, params string[] names)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in names)
            command.Parameters.Add(new SqliteParameter(name, DBNull.Value));
        return command;
    }

    static void Set(SqliteCommand command, int at, object? value) => command.Parameters[at].Value = value ?? DBNull.Value;
}
