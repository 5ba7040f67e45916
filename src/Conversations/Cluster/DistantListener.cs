using System.Threading.Channels;
using Charla.Conversations.Contracts;

namespace Charla.Conversations.Cluster;

/// <summary>
/// Another silo's ear at a partition's home: what it watches is queued and sent in batches, the next when the last one
/// has arrived. One that does not take them, or is not renewed, ends; its silo notices when it renews it.
/// </summary>
sealed class DistantListener : IDisposable
{
    const int MostWaiting = 10_000;
    const int LargestBatch = 256;
    static readonly TimeSpan TimeToArrive = TimeSpan.FromSeconds(5);
    const long Life = 15_000;

    readonly Channel<LiveSignal> waiting = Channel.CreateBounded<LiveSignal>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    readonly string feed;
    readonly ILiveObserver observer;
    readonly LiveChannels live;
    readonly Lock gate = new();
    readonly Dictionary<LiveTopic, LiveSubscription> topics = [];
    long renewedAt = Environment.TickCount64;
    volatile bool hasEnded;

    public DistantListener(string feed, ILiveObserver observer, LiveChannels live)
    {
        (this.feed, this.observer, this.live) = (feed, observer, live);
        _ = Task.Run(Send);
    }

    public bool HasEnded => hasEnded;

    public void Renew(IEnumerable<LiveTopic> added, IEnumerable<LiveTopic> removed)
    {
        Volatile.Write(ref renewedAt, Environment.TickCount64);
        lock (gate)
        {
            if (hasEnded)
                return;
            foreach (var topic in removed)
            {
                if (topics.Remove(topic, out var gone))
                    gone.Dispose();
            }

            foreach (var topic in added)
            {
                if (!topics.ContainsKey(topic))
                    topics[topic] = live.Listen(topic, signal => Offer(topic, signal));
            }
        }
    }

    public void Dispose()
    {
        hasEnded = true;
        waiting.Writer.TryComplete();
        lock (gate)
        {
            foreach (var subscription in topics.Values)
                subscription.Dispose();
            topics.Clear();
        }
    }

    /// <summary>Who hears the whole page has it from there.</summary>
    void Offer(LiveTopic topic, LiveSignal signal)
    {
        if (topic.Person is not null)
        {
            lock (gate)
            {
                if (topics.ContainsKey(new LiveTopic(topic.Page, null)))
                    return;
            }
        }

        if (!waiting.Writer.TryWrite(signal))
            waiting.Writer.TryComplete();
    }

    async Task Send()
    {
        try
        {
            var batch = new List<LiveSignal>();
            for (var number = 1L; await waiting.Reader.WaitToReadAsync(); number++)
            {
                if (Environment.TickCount64 - Volatile.Read(ref renewedAt) > Life)
                    return;
                while (batch.Count < LargestBatch && waiting.Reader.TryRead(out var signal))
                    batch.Add(signal is Happened happened ? happened with { Entries = happened.Entries.ToArray() } : signal);
                await observer.Hear(feed, number, [.. batch]).WaitAsync(TimeToArrive);
                batch.Clear();
            }
        }
        catch (Exception)
        {
            // The other silo is away; it reads the journal when it is back.
        }
        finally
        {
            Dispose();
        }
    }
}
