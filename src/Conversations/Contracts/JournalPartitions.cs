using Charla.Kernel;

namespace Charla.Conversations.Contracts;

/// <summary>Which partition of the journal a page is in, for followers that keep something of their own by partition.</summary>
public sealed class JournalPartitions
{
    readonly Homes homes;

    internal JournalPartitions(Homes homes) => this.homes = homes;

    public int Of(PageId page) => homes.PartitionOf(page);
}
