namespace Charla.Conversations.Contracts;

/// <summary>The logs of one conversation. Each has dense numbers of its own, so that no reader sees a gap.</summary>
public enum Log
{
    /// <summary>What both sides see.</summary>
    Thread = 0,

    /// <summary>Notes, statuses, entrances: what only the team sees.</summary>
    Team = 1,

    /// <summary>Delivered and read.</summary>
    Receipts = 2,
}

/// <summary>Something that happened in a conversation, as the journal keeps it.</summary>
public abstract record ConversationEvent;

/// <summary>A message and what became of it: edits, reactions and unsending change the stored row.</summary>
public sealed record MessageSent(MessageContent Content) : ConversationEvent
{
    public string? PersonReaction { get; init; }

    public string? PageReaction { get; init; }

    public DateTimeOffset? EditedAt { get; init; }

    /// <summary>A member's answer ends this wait: when the person first wrote without an answer. Else null.</summary>
    public DateTimeOffset? AnswersSince { get; init; }

    public bool Unsent { get; init; }
}

public sealed record PostbackTapped(string Title, string Payload) : ConversationEvent;

public sealed record MessageEdited(long MessageSeq, string Text) : ConversationEvent;

public sealed record MessageUnsent(long MessageSeq) : ConversationEvent;

public sealed record Reacted(long MessageSeq, string? Emoji) : ConversationEvent;

/// <param name="ThreadSeq">The note stands after this number of the thread; so for all events of the team log.</param>
public sealed record NoteAdded(string Text, long ThreadSeq) : ConversationEvent;

public sealed record StatusChanged(ConversationStatus Status, long ThreadSeq) : ConversationEvent;

public sealed record Entered(EntranceUsed Entrance, long ThreadSeq) : ConversationEvent;

public sealed record HelperQuieted(bool Quiet, long ThreadSeq) : ConversationEvent;

/// <summary>The author blocked the other side, or took it back.</summary>
public sealed record Blocked(bool On, long ThreadSeq) : ConversationEvent;

public sealed record Delivered(long Seq) : ConversationEvent;

public sealed record Read(long Seq) : ConversationEvent;

/// <summary>One entry of the journal.</summary>
/// <param name="Position">Dense over the whole partition: followers read by it.</param>
/// <param name="Seq">Dense in its log of the conversation, from 1.</param>
public sealed record Entry(
    long Position,
    ConversationId Conversation,
    Log Log,
    long Seq,
    DateTimeOffset At,
    Author By,
    ConversationEvent Event,
    string? ClientId = null)
{
    /// <summary>The message that this one answers, as it is now; found when the entry is read, not stored with it.</summary>
    public Entry? Quoted { get; init; }

    public MessageId MessageId => new(Conversation.Person, Seq);
}
