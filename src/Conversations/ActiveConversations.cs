using System.Collections.Concurrent;
using Charla.Conversations.Contracts;

namespace Charla.Conversations;

/// <summary>
/// The conversations that are active in this process. Who still holds one that was removed does no harm: the journal
/// refuses what was decided on an old state.
/// </summary>
sealed class ActiveConversations(ConversationStore store, Journal journal, LiveChannels live, TimeProvider clock)
{
    readonly ConcurrentDictionary<ConversationId, ActiveConversation> active = new();

    public ActiveConversation? Find(ConversationId id) => active.GetValueOrDefault(id);

    public async Task<ActiveConversation> Activate(ConversationId id) =>
        active[id] = new ActiveConversation(id, await store.State(id), store, journal, live, clock);

    public void Remove(ActiveConversation gone) =>
        active.TryRemove(new KeyValuePair<ConversationId, ActiveConversation>(gone.Id, gone));
}
