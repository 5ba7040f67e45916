namespace Charla.Conversations;

/// <summary>What one engine does for one partition of the journal, on the thread of its writer.</summary>
interface IJournalEngine : IDisposable
{
    bool IsOpen { get; }

    /// <summary>After a failed fsync nobody knows what is on the disk: no more writes, an operator must look.</summary>
    bool IsBroken { get; }

    /// <summary>Which home of the partition this is, counted from the first; 0 where there is only ever one.</summary>
    long Term { get; }

    /// <summary>A later home has opened the partition: this one writes nothing any more.</summary>
    bool IsOver { get; }

    /// <summary>Connects to the store; the last position that is committed, or null when the term is over.</summary>
    long? Open();

    /// <summary>
    /// Writes in one transaction what the store accepts, and waits for the disk. Every submission gets an answer; those
    /// that were stored come first, in the order of their positions.
    /// </summary>
    IReadOnlyList<(Submission Submission, Commit Commit)> Write(IReadOnlyList<Submission> batch);
}
