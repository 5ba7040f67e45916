namespace Charla.Conversations;

/// <summary>What one engine does for one partition of the journal, on the thread of its writer.</summary>
interface IJournalEngine : IDisposable
{
    bool IsOpen { get; }

    /// <summary>After a failed fsync nobody knows what is on the disk: no more writes, an operator must look.</summary>
    bool IsBroken { get; }

    /// <summary>Connects to the store; the last position that is committed.</summary>
    long Open();

    /// <summary>
    /// Writes in one transaction what the store accepts, and waits for the disk. Every submission gets an answer; those
    /// that were stored come first, in the order of their positions.
    /// </summary>
    IReadOnlyList<(Submission Submission, Commit Commit)> Write(IReadOnlyList<Submission> batch);
}
