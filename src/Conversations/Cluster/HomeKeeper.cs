using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Charla.Conversations.Cluster;

/// <summary>
/// Sees to it that the partitions which should be at home in this silo are, without anybody sending: followers must run.
/// Gives up homes that belong elsewhere by now, and those that a later home has opened.
/// </summary>
sealed class HomeKeeper(
    Homes homes, HomeMap map, ConversationStore store, IGrainFactory grains, TimeProvider clock, ILogger<HomeKeeper> logger)
    : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            do
                await Keep(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    async Task Keep(CancellationToken cancel)
    {
        if (!map.IsJoined)
            return;
        try
        {
            var lacking = map.Mine().Where(partition => !homes.Has(partition));
            var misplaced = homes.Here.Select(home => home.Partition).Where(partition => !map.IsMine(partition));
            await Task.WhenAll(lacking.Concat(misplaced).Select(partition =>
                grains.GetGrain<IPartitionGrain>(partition).Ensure())).WaitAsync(cancel);
            homes.IsServing = true;
            var terms = await store.Terms();
            foreach (var home in homes.Here.Where(home => home.Term > 0 && home.Term < terms[home.Partition]))
                home.GiveUp();
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            logger.HomesUnsure(error, error.Message);
        }
    }
}
