using Charla.Kernel;

namespace Charla.Conversations.Contracts;

/// <summary>What screens are told.</summary>
[GenerateSerializer, Immutable, Alias("charla.LiveSignal")]
public abstract record LiveSignal([property: Id(0)] ConversationId Conversation);

/// <summary>Entries that were committed, in order, and the state after them.</summary>
[GenerateSerializer, Immutable, Alias("charla.Happened")]
public sealed record Happened(
    ConversationId Conversation,
    [property: Id(0)] ConversationState State,
    [property: Id(1)] IReadOnlyList<Entry> Entries) : LiveSignal(Conversation);

/// <summary>Somebody types, or stopped.</summary>
[GenerateSerializer, Immutable, Alias("charla.Typing")]
public sealed record Typing(
    ConversationId Conversation, [property: Id(0)] Author By, [property: Id(1)] bool On) : LiveSignal(Conversation);

/// <summary>Who of the team has the conversation open at one server: all of them, now.</summary>
[GenerateSerializer, Immutable, Alias("charla.Looking")]
public sealed record Looking(
    ConversationId Conversation,
    [property: Id(0)] string Server,
    [property: Id(1)] IReadOnlyList<Looker> Lookers) : LiveSignal(Conversation);

[GenerateSerializer, Immutable, Alias("charla.Looker")]
public sealed record Looker([property: Id(0)] string Id, [property: Id(1)] string Name, [property: Id(2)] bool Typing);

/// <summary>Signals may have been missed: what happened is in the journal.</summary>
[GenerateSerializer, Immutable, Alias("charla.Missed")]
public sealed record Missed(ConversationId Conversation) : LiveSignal(Conversation);

/// <summary>What can be watched: a conversation, or without a person a whole page.</summary>
[GenerateSerializer, Immutable, Alias("charla.LiveTopic")]
readonly record struct LiveTopic([property: Id(0)] PageId Page, [property: Id(1)] Psid? Person)
{
    public static LiveTopic Of(ConversationId conversation) => new(conversation.Page, conversation.Person);
}
