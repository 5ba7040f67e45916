using Charla.Conversations.Contracts;

namespace Charla.Entrances;

/// <summary>Follows the journal and counts how often each entrance brought somebody in.</summary>
sealed class CountStarts(EntranceStore store) : IFollower
{
    public string Name => "entrances.starts";

    public bool Wants(Entry entry) => entry.Event is Entered;

    public Task Handle(Entry entry, CancellationToken cancel) => store.CountStart(
        entry.Conversation.Page, ((Entered)entry.Event).Entrance.Ref ?? "", entry.Position);
}
