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
}
