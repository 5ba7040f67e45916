using System.Collections.Concurrent;
using Charla.Conversations.Contracts;

namespace Charla.Conversations;

/// <summary>
/// The conversations of one home that are in memory, each once. Who still holds one that was dropped does no harm: the
/// journal refuses what was decided on an old state.
/// </summary>
sealed class ActiveConversations(ConversationStore store, JournalWriter journal, LiveChannels live, TimeProvider clock)
{
    readonly ConcurrentDictionary<ConversationId, ActiveConversation> active = new();

    public int Count => active.Count;

    /// <summary>The conversation, made active if it is not; it reads its state when somebody needs it.</summary>
    public ActiveConversation Of(ConversationId id)
    {
        if (!active.TryGetValue(id, out var conversation))
            conversation = active.GetOrAdd(id, new ActiveConversation(id, store, journal, live, clock));
        conversation.IsWanted = true;
        return conversation;
    }

    /// <summary>Drops those that nobody has wanted since the last sweep.</summary>
    public void Sweep()
    {
        foreach (var (id, conversation) in active)
        {
            if (conversation.IsWanted || !conversation.IsQuiet)
                conversation.IsWanted = false;
            else
                active.TryRemove(new KeyValuePair<ConversationId, ActiveConversation>(id, conversation));
        }
    }
}
