using Charla.Conversations.Contracts;
using Charla.Kernel.Storage;
using Charla.Platform.Webhooks;
using Dapper;

namespace Charla.Platform.Messenger;

/// <summary>Which message there is which here: reactions, replies and receipts speak of them.</summary>
sealed class MessengerIds(Database database)
{
    /// <summary>A message came from there.</summary>
    public Task Came(ConversationId id, long seq, string mid, DateTimeOffset at) => database.Write((connection, transaction) =>
        connection.ExecuteAsync(
            """
            INSERT INTO messenger_messages (page_id, person_id, seq, part, mid, sent_at) VALUES (@page, @person, @seq, 0, @mid, @at)
            ON CONFLICT DO NOTHING
            """,
            new { page = id.Page.Value, person = id.Person.Value, seq, mid, at = at.ToStored() },
            transaction));

    /// <summary>A message of the page will go there, in so many parts.</summary>
    public Task WillGo(Entry entry, int parts) => database.Write((connection, transaction) => connection.ExecuteAsync(
        """
        INSERT INTO messenger_messages (page_id, person_id, seq, part, position)
        VALUES (@page, @person, @Seq, @part, @Position) ON CONFLICT DO NOTHING
        """,
        Enumerable.Range(0, parts).Select(part => new
        {
            page = entry.Conversation.Page.Value,
            person = entry.Conversation.Person.Value,
            entry.Seq,
            part,
            entry.Position,
        }),
        transaction));

    /// <summary>It went there, and this is what it is called.</summary>
    public Task Went(Delivery delivery, string mid, DateTimeOffset at) => database.Write((connection, transaction) =>
        connection.ExecuteAsync(
            """
            UPDATE messenger_messages SET mid = @mid, sent_at = @at
            WHERE page_id = @page AND person_id = @person AND position = @Position AND part = @Part
            """,
            new
            {
                page = delivery.Id.Page.Value,
                person = delivery.Person.Value,
                delivery.Id.Position,
                delivery.Id.Part,
                mid,
                at = at.ToStored(),
            },
            transaction));

    /// <summary>The number in the thread of a message there; null for one that is not known.</summary>
    public Task<long?> SeqOf(ConversationId id, string? mid) => mid is null ? Task.FromResult<long?>(null) : database.Read(connection =>
        connection.QuerySingleOrDefaultAsync<long?>(
            "SELECT seq FROM messenger_messages WHERE page_id = @page AND mid = @mid AND person_id = @person",
            new { page = id.Page.Value, mid, person = id.Person.Value }));

    /// <summary>What a message of the thread is called there; of several parts, the last.</summary>
    public Task<string?> MidOf(ConversationId id, long seq) => database.Read(connection =>
        connection.QueryFirstOrDefaultAsync<string?>(
            """
            SELECT mid FROM messenger_messages
            WHERE page_id = @page AND person_id = @person AND seq = @seq AND mid IS NOT NULL ORDER BY part DESC LIMIT 1
            """,
            new { page = id.Page.Value, person = id.Person.Value, seq }));

    /// <summary>The last message that was there at a moment; 0 when there was none.</summary>
    public Task<long> LastAt(ConversationId id, DateTimeOffset at) => database.Read(connection => connection.ExecuteScalarAsync<long>(
        """
        SELECT coalesce(max(seq), 0) FROM messenger_messages
        WHERE page_id = @page AND person_id = @person AND sent_at <= @at
        """,
        new { page = id.Page.Value, person = id.Person.Value, at = at.ToStored() }));
}
