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
sealed class PartitionGrain(Homes homes, HomeMap map, LiveChannels live) : Grain, IPartitionGrain
{
    readonly Dictionary<string, DistantListener> listeners = new(StringComparer.Ordinal);
    Home home = null!;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        home = await homes.Open((int)this.GetPrimaryKeyLong());
        _ = LeaveWhenItEnds();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await Homes.Close(home);
        foreach (var listener in listeners.Values)
            listener.Dispose();
    }

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

    public Task<bool> Watch(WatchRequest request)
    {
        foreach (var feed in listeners.Where(listener => listener.Value.HasEnded).Select(listener => listener.Key).ToList())
            listeners.Remove(feed);
        if (!listeners.TryGetValue(request.Feed, out var listener))
        {
            if (!request.IsNew)
                return Task.FromResult(false);
            listeners[request.Feed] = listener = new DistantListener(request.Feed, request.Observer, live);
        }

        listener.Renew(request.Added, request.Removed);
        return Task.FromResult(true);
    }

    public Task Show(Looking looking)
    {
        live.Publish(looking.Conversation, looking);
        return Task.CompletedTask;
    }

    /// <summary>
    /// By a migration, which leaves word where the partition went: silos remember where it was, and a call to a silo that
    /// has merely closed it would open it there once more.
    /// </summary>
    public Task Ensure()
    {
        if (!map.IsMine(home.Partition))
            MigrateOnIdle();
        return Task.CompletedTask;
    }

    async Task LeaveWhenItEnds()
    {
        await home.Ended;
        DeactivateOnIdle();
    }
}
