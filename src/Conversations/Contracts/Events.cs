using System.Text.Json.Serialization;

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
[GenerateSerializer, Immutable, Alias("charla.ConversationEvent")]
public abstract record ConversationEvent;

/// <summary>A message and what became of it: edits, reactions and unsending change the stored row.</summary>
[GenerateSerializer, Immutable, Alias("charla.MessageSent")]
public sealed record MessageSent([property: Id(0)] MessageContent Content) : ConversationEvent
{
    [Id(1)]
    public string? PersonReaction { get; init; }

    [Id(2)]
    public string? PageReaction { get; init; }

    [Id(3)]
    public DateTimeOffset? EditedAt { get; init; }

    /// <summary>A member's answer ends this wait: when the person first wrote without an answer. Else null.</summary>
    [Id(4)]
    public DateTimeOffset? AnswersSince { get; init; }

    [Id(5)]
    public bool Unsent { get; init; }

    /// <summary>What the person filled in or agreed to, by the rules of <see cref="TemplateAnswer"/>.</summary>
    [Id(6)]
    [JsonConverter(typeof(RawJson))]
    public string? Answer { get; init; }

    /// <summary>The tag under which the page sent it, in the words of the wire.</summary>
    [Id(7)]
    public string? Tag { get; init; }
}

/// <param name="MessageSeq">The message whose button it is; null for what stands outside of the thread.</param>
[GenerateSerializer, Immutable, Alias("charla.PostbackTapped")]
public sealed record PostbackTapped(
    [property: Id(0)] string Title,
    [property: Id(1)] string Payload,
    [property: Id(2)] long? MessageSeq = null) : ConversationEvent;

[GenerateSerializer, Immutable, Alias("charla.MessageEdited")]
public sealed record MessageEdited([property: Id(0)] long MessageSeq, [property: Id(1)] string Text) : ConversationEvent;

[GenerateSerializer, Immutable, Alias("charla.MessageUnsent")]
public sealed record MessageUnsent([property: Id(0)] long MessageSeq) : ConversationEvent;

[GenerateSerializer, Immutable, Alias("charla.Reacted")]
public sealed record Reacted([property: Id(0)] long MessageSeq, [property: Id(1)] string? Emoji) : ConversationEvent;

/// <summary>The person answered the form that a template shows.</summary>
[GenerateSerializer, Immutable, Alias("charla.Answered")]
public sealed record Answered([property: Id(0)] long MessageSeq, [property: Id(1)] TemplateKind Kind) : ConversationEvent
{
    [Id(2)]
    [JsonConverter(typeof(RawJson))]
    public required string Answer { get; init; }

    /// <summary>The fields of the template, so that who reads the event knows what was asked.</summary>
    [Id(3)]
    [JsonConverter(typeof(RawJson))]
    public required string Asked { get; init; }
}

/// <param name="ThreadSeq">The note stands after this number of the thread; so for all events of the team log.</param>
[GenerateSerializer, Immutable, Alias("charla.NoteAdded")]
public sealed record NoteAdded([property: Id(0)] string Text, [property: Id(1)] long ThreadSeq) : ConversationEvent;

[GenerateSerializer, Immutable, Alias("charla.StatusChanged")]
public sealed record StatusChanged([property: Id(0)] ConversationStatus Status, [property: Id(1)] long ThreadSeq) : ConversationEvent;

[GenerateSerializer, Immutable, Alias("charla.Entered")]
public sealed record Entered([property: Id(0)] EntranceUsed Entrance, [property: Id(1)] long ThreadSeq) : ConversationEvent;

[GenerateSerializer, Immutable, Alias("charla.HelperQuieted")]
public sealed record HelperQuieted([property: Id(0)] bool Quiet, [property: Id(1)] long ThreadSeq) : ConversationEvent;

/// <summary>Another program, or the team, answers from now on; or one asks to.</summary>
/// <param name="From">Whose it was; null when it was nobody's.</param>
/// <param name="To">Whose it is, or who asks for it; null when it was released.</param>
[GenerateSerializer, Immutable, Alias("charla.ThreadMoved")]
public sealed record ThreadMoved(
    [property: Id(0)] ThreadMove Move,
    [property: Id(1)] string? From,
    [property: Id(2)] string? To,
    [property: Id(3)] string? Metadata,
    [property: Id(4)] long ThreadSeq) : ConversationEvent;

/// <summary>The author blocked the other side, or took it back.</summary>
[GenerateSerializer, Immutable, Alias("charla.Blocked")]
public sealed record Blocked([property: Id(0)] bool On, [property: Id(1)] long ThreadSeq) : ConversationEvent;

[GenerateSerializer, Immutable, Alias("charla.Delivered")]
public sealed record Delivered([property: Id(0)] long Seq) : ConversationEvent;

[GenerateSerializer, Immutable, Alias("charla.Read")]
public sealed record Read([property: Id(0)] long Seq) : ConversationEvent;

/// <summary>
/// What a later version of the program wrote, before it was taken back to this one: of a type, or with something in it,
/// that this one does not know. It keeps its number; nothing is shown of it, and nothing is done about it.
/// </summary>
[GenerateSerializer, Immutable, Alias("charla.FromLater")]
public sealed record FromLater([property: Id(0)] string Type, [property: Id(1)] string Body) : ConversationEvent;

/// <summary>One entry of the journal.</summary>
/// <param name="Position">Dense over the whole partition: followers read by it.</param>
/// <param name="Seq">Dense in its log of the conversation, from 1.</param>
[GenerateSerializer, Immutable, Alias("charla.Entry")]
public sealed record Entry(
    [property: Id(0)] long Position,
    [property: Id(1)] ConversationId Conversation,
    [property: Id(2)] Log Log,
    [property: Id(3)] long Seq,
    [property: Id(4)] DateTimeOffset At,
    [property: Id(5)] Author By,
    [property: Id(6)] ConversationEvent Event,
    [property: Id(7)] string? ClientId = null)
{
    /// <summary>The message that this one answers, as it is now; found when the entry is read, not stored with it.</summary>
    [Id(8)]
    public Entry? Quoted { get; init; }

    public MessageId MessageId => new(Conversation.Person, Seq);
}
