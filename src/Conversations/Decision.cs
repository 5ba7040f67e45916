using Charla.Conversations.Contracts;

namespace Charla.Conversations;

/// <summary>What the rules decided: the entries to write and the state after them. Nothing has changed yet.</summary>
sealed record Decision(ConversationState After, IReadOnlyList<NewEntry> Entries)
{
    /// <summary>The stored message that changes with this decision: an edit, a reaction, an unsending.</summary>
    public Rewrite? Rewrite { get; init; }
}

/// <summary>An entry before it has a position.</summary>
sealed record NewEntry(Log Log, long Seq, DateTimeOffset At, Author By, ConversationEvent Event);

/// <summary>The new content of a message that stands in the thread.</summary>
sealed record Rewrite(long Seq, MessageSent Message);
