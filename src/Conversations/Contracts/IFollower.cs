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
    /// Before the first entry of a partition that is at home here from now on; for followers that keep something of
    /// their own by partition.
    /// </summary>
    /// <param name="whileHere">Cancelled when the partition is at home here no longer.</param>
    Task Begin(int partition, CancellationToken whileHere) => Task.CompletedTask;

    /// <summary>
    /// True for a follower that writes much: it is given many entries at once, which share a write. What fails as a whole
    /// is tried one by one.
    /// </summary>
    bool TakesMany => false;

    /// <summary>
    /// False for one that takes many and yet is in a hurry. The others rest between their writes, so that the journal has
    /// the store to itself for most of the time.
    /// </summary>
    bool Rests => TakesMany;

    /// <summary>Many entries that it wants, in order.</summary>
    async Task HandleAll(IReadOnlyList<Entry> entries, CancellationToken cancel)
    {
        foreach (var entry in entries)
            await Handle(entry, cancel);
    }
}
