using System.Diagnostics;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Microsoft.Extensions.Logging;

namespace Charla.Conversations.Cluster;

/// <summary>
/// What this silo watches of one partition. While the partition is at home elsewhere, the home is told the topics and
/// sends their signals. Whenever some may have been missed (a batch is lost, the home has moved or gave the feed up), the
/// feed begins anew, and once it does all who watch here are told to read the journal. As they are, every few seconds,
/// while the home cannot be reached from here: others may reach it, and write.
/// </summary>
sealed class DistantFeed(int partition, LiveChannels live, Homes homes, IGrainFactory grains, ILogger logger)
    : ILiveObserver, IDisposable
{
    static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(1);
    static readonly TimeSpan TimeToAnswer = TimeSpan.FromSeconds(5);
    static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(5);

    readonly Lock gate = new();
    readonly Dictionary<LiveTopic, TaskCompletionSource> wanted = [];
    readonly HashSet<LiveTopic> told = [];
    readonly SemaphoreSlim changed = new(0);
    string feed = "";
    long heard;
    long reachedAt;
    bool isElsewhere;

    /// <summary>Ends when the topic's signals arrive.</summary>
    public Task Begin(LiveTopic topic)
    {
        lock (gate)
        {
            if (!wanted.TryGetValue(topic, out var begun))
                wanted[topic] = begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (homes.Has(partition) && !isElsewhere)
                begun.TrySetResult();
            else
                RenewSoon();
            return begun.Task;
        }
    }

    public void End(LiveTopic topic)
    {
        lock (gate)
        {
            if (!live.IsWatched(topic))
                wanted.Remove(topic);
        }
    }

    public void Dispose() => changed.Dispose();

    public async Task Run(CancellationToken stop)
    {
        var self = grains.CreateObjectReference<ILiveObserver>(this);
        reachedAt = Stopwatch.GetTimestamp();
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Renew(self, stop);
                reachedAt = Stopwatch.GetTimestamp();
                await changed.WaitAsync(RenewEvery, stop);
            }
            catch (Exception error) when (!stop.IsCancellationRequested)
            {
                logger.HomeSilent(error, partition, error.Message);
                Lose();
                ReadIfSilent();
                await Task.Delay(RenewEvery, stop);
            }
        }
    }

    public Task Hear(string feed, long number, LiveSignal[] signals)
    {
        lock (gate)
        {
            if (feed != this.feed)
                throw new InvalidOperationException("Nobody listens to this feed any more.");
            if (number != heard + 1)
            {
                Lose();
                throw new InvalidOperationException("A batch is missing.");
            }

            heard = number;
        }

        foreach (var signal in signals)
            live.Deliver(signal);
        return Task.CompletedTask;
    }

    async Task Renew(ILiveObserver self, CancellationToken stop)
    {
        if (homes.Has(partition))
        {
            if (isElsewhere)
                ComeHome();
            return;
        }

        WatchRequest request;
        lock (gate)
        {
            isElsewhere = true;
            if (wanted.Count == 0 && told.Count == 0)
                return;
            var isNew = feed.Length == 0;
            if (isNew)
                (feed, heard) = (Ids.NewSecret(), 0);
            request = new WatchRequest(feed, isNew, self, [.. wanted.Keys.Except(told)], [.. told.Except(wanted.Keys)]);
        }

        if (!await grains.GetGrain<IPartitionGrain>(partition).Watch(request).WaitAsync(TimeToAnswer, stop))
        {
            Lose();
            return;
        }

        lock (gate)
        {
            told.UnionWith(request.Added);
            told.ExceptWith(request.Removed);
        }

        Begun(request.Added);
    }

    /// <summary>The partition is at home here now: what happens is signalled without any feed.</summary>
    void ComeHome()
    {
        LiveTopic[] all;
        Lose();
        lock (gate)
        {
            isElsewhere = false;
            all = [.. wanted.Keys];
        }

        Begun(all);
    }

    /// <summary>Signals of these topics arrive from now on; who thought so before has missed some.</summary>
    void Begun(LiveTopic[] topics)
    {
        List<LiveTopic> missed = [];
        lock (gate)
        {
            foreach (var topic in topics)
            {
                if (wanted.TryGetValue(topic, out var begun) && !begun.TrySetResult())
                    missed.Add(topic);
            }
        }

        missed.ForEach(live.Miss);
    }

    void ReadIfSilent()
    {
        if (Stopwatch.GetElapsedTime(reachedAt) < LongestSilence)
            return;
        reachedAt = Stopwatch.GetTimestamp();
        LiveTopic[] all;
        lock (gate)
            all = [.. wanted.Keys];
        Array.ForEach(all, live.Miss);
    }

    void Lose()
    {
        lock (gate)
        {
            feed = "";
            told.Clear();
            RenewSoon();
        }
    }

    void RenewSoon()
    {
        if (changed.CurrentCount == 0)
            changed.Release();
    }
}
