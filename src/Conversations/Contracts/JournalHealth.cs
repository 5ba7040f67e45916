namespace Charla.Conversations.Contracts;

/// <summary>Whether messages can be stored.</summary>
public sealed class JournalHealth
{
    readonly Journal journal;

    internal JournalHealth(Journal journal) => this.journal = journal;

    /// <summary>False while the store does not answer, and for good after a failed fsync: then somebody must look.</summary>
    public bool IsWriting => journal.IsWriting;
}
