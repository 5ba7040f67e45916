namespace Charla.Conversations.Contracts;

/// <summary>
/// Reads committed entries and does something. Called at least once for each entry, in order per conversation, and for
/// pages of different partitions at the same time; a follower makes its effects repeatable by deriving client ids from
/// the position. An entry that keeps failing is parked with its reason, together with what follows it in the same
/// conversation; other conversations go on.
/// </summary>
public interface IFollower
{
    /// <summary>The durable name of its checkpoint.</summary>
    string Name { get; }

    /// <summary>Whether this entry concerns it; asked before <see cref="Handle"/>, must be cheap.</summary>
    bool Wants(Entry entry);

    Task Handle(Entry entry, CancellationToken cancel);

    /// <summary>
    /// True for a follower that writes much and is in no hurry: it is given many entries at once, which share a write, and
    /// rests between them so that the journal has the store to itself for most of the time. What fails as a whole is
    /// tried one by one.
    /// </summary>
    bool TakesMany => false;

    /// <summary>Many entries that it wants, in order.</summary>
    async Task HandleAll(IReadOnlyList<Entry> entries, CancellationToken cancel)
    {
        foreach (var entry in entries)
            await Handle(entry, cancel);
    }
}
