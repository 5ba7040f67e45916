using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Kernel.Storage;
using Orleans.Concurrency;

namespace Charla.Conversations.Cluster;

/// <summary>
/// Its activation makes this process the partition's home. It only answers the other processes: doors of this one go to
/// the <see cref="Home"/> themselves.
/// </summary>
[Reentrant, AtHome, CollectionAgeLimit(AlwaysActive = true)]
sealed class PartitionGrain(Homes homes, HomeMap map) : Grain, IPartitionGrain
{
    Home home = null!;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        home = await homes.Open((int)this.GetPrimaryKeyLong());
        _ = LeaveWhenItEnds();
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Homes.Close(home);

    /// <summary>On the thread pool: a conversation needs no turns of the grain.</summary>
    public Task<Outcome<Receipt>> Do(ConversationId id, Command command) => Task.Run<Outcome<Receipt>>(async () =>
    {
        try
        {
            return await home.Do(id, command);
        }
        catch (Exception error) when (StoreErrors.ToRefusal(error) is { } refusal)
        {
            return refusal;
        }
    });

    public Task Type(ConversationId id, Author by, bool on) => home.Type(id, by, on);

    public Task Ensure()
    {
        if (!map.IsMine(home.Partition))
            DeactivateOnIdle();
        return Task.CompletedTask;
    }

    async Task LeaveWhenItEnds()
    {
        await home.Ended;
        DeactivateOnIdle();
    }
}
