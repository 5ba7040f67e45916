using Charla.Conversations.Contracts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Charla.Conversations.Cluster;

/// <summary>Live delivery between silos: one feed for each partition of which something is watched here.</summary>
sealed class DistantFeeds : BackgroundService
{
    readonly Dictionary<int, DistantFeed> feeds = [];
    readonly LiveChannels live;
    readonly Homes homes;
    readonly IGrainFactory grains;
    readonly ILogger<DistantFeeds> logger;
    readonly CancellationTokenSource stop = new();

    public DistantFeeds(LiveChannels live, Homes homes, IGrainFactory grains, ILogger<DistantFeeds> logger)
    {
        (this.live, this.homes, this.grains, this.logger) = (live, homes, grains, logger);
        live.Began = topic => Of(topic).Begin(topic);
        live.Ended = topic => Of(topic).End(topic);
    }

    public override void Dispose()
    {
        stop.Dispose();
        foreach (var feed in feeds.Values)
            feed.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(Timeout.Infinite, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await stop.CancelAsync();
    }

    DistantFeed Of(LiveTopic topic)
    {
        var partition = homes.PartitionOf(topic.Page);
        lock (feeds)
        {
            if (!feeds.TryGetValue(partition, out var feed))
            {
                feeds[partition] = feed = new DistantFeed(partition, live, homes, grains, logger);
                _ = Task.Run(() => feed.Run(stop.Token));
            }

            return feed;
        }
    }
}
