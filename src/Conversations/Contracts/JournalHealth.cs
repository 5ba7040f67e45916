namespace Charla.Conversations.Contracts;

/// <summary>Whether messages can be stored.</summary>
public sealed class JournalHealth
{
    readonly Journal journal;

    internal JournalHealth(Journal journal) => this.journal = journal;

    /// <summary>False after a failed fsync: the process must be looked after and started again.</summary>
    public bool IsWriting => !journal.IsBroken;
}
