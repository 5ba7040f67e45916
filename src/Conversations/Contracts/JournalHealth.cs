namespace Charla.Conversations.Contracts;

/// <summary>Whether messages can be stored.</summary>
public sealed class JournalHealth
{
    readonly Homes homes;

    internal JournalHealth(Homes homes) => this.homes = homes;

    /// <summary>False while the store does not answer, and for good after a failed fsync: then somebody must look.</summary>
    public bool IsWriting => homes.IsWriting;
}
