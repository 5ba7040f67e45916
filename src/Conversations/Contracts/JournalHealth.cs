using Charla.Conversations.Live;

namespace Charla.Conversations.Contracts;

/// <summary>Whether messages can be stored.</summary>
public sealed class JournalHealth
{
    readonly Homes homes;
    readonly Leaving leaving;

    internal JournalHealth(Homes homes, Leaving leaving) => (this.homes, this.leaving) = (homes, leaving);

    /// <summary>The server was told to stop: nobody new should come.</summary>
    public bool IsLeaving => leaving.HasBegun;

    /// <summary>
    /// False until the server is a member of its cluster, while the store does not answer, and for good after a failed
    /// fsync: then somebody must look.
    /// </summary>
    public bool IsWriting => homes.IsWriting;
}
