using Charla.Conversations.Contracts;
using Charla.Kernel;

namespace Charla.Conversations.Cluster;

/// <summary>A partition's address in the cluster: whoever calls it reaches its home. The key is the partition's number.</summary>
[Alias("charla.IPartitionGrain")]
interface IPartitionGrain : IGrainWithIntegerKey
{
    [Alias("Do")]
    Task<Outcome<Receipt>> Do(ConversationId id, Command command);

    [Alias("Type")]
    Task Type(ConversationId id, Author by, bool on);

    /// <summary>
    /// Begins, changes or renews what another silo hears of the partition. False when the home knows no such feed: it is
    /// not the home that was asked before, or has given the feed up; signals were missed.
    /// </summary>
    [Alias("Watch")]
    Task<bool> Watch(WatchRequest request);

    /// <summary>Passes on who looks on at another silo.</summary>
    [Alias("Show")]
    Task Show(Looking looking);

    /// <summary>Sees to it that the partition has a home, and that it is where it should be.</summary>
    [Alias("Ensure")]
    Task Ensure();
}
