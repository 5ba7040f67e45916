using Charla.Conversations.Contracts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Charla.Conversations;

/// <summary>Runs one follower as long as the server runs: a loop for each partition.</summary>
sealed class FollowerLoops(
    IFollower follower,
    FollowerStore store,
    Journal journal,
    TimeProvider clock,
    ILogger<FollowerLoops> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var tails = await journal.Tails.WaitAsync(stoppingToken);
        await Task.WhenAll(tails.Select((tail, partition) =>
            new FollowerLoop(follower, partition, store, tail, clock, logger).Run(stoppingToken)));
    }
}
