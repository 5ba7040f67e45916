using System.Collections.Concurrent;
using System.Threading.Channels;
using Charla.Kernel;

namespace Charla.Conversations.Contracts;

/// <summary>
/// Carries what was committed, and who types, to the screens that watch. A speed-up and never the guarantee: whoever
/// falls behind is cut off and resumes from the journal.
/// </summary>
public sealed class LiveChannels
{
    readonly ConcurrentDictionary<ConversationId, Watchers> conversations = new();
    readonly ConcurrentDictionary<PageId, Watchers> pages = new();

    /// <summary>Everything of one conversation from now on.</summary>
    public LiveSubscription Watch(ConversationId conversation) => Watchers.Add(conversations, conversation);

    /// <summary>Everything of all conversations of a page from now on.</summary>
    public LiveSubscription Watch(PageId page) => Watchers.Add(pages, page);

    internal void Publish(ConversationId conversation, LiveSignal signal)
    {
        if (conversations.TryGetValue(conversation, out var near))
            near.Publish(signal);
        if (pages.TryGetValue(conversation.Page, out var far))
            far.Publish(signal);
    }

    internal sealed class Watchers
    {
        LiveSubscription[] all = [];

        public static LiveSubscription Add<TKey>(ConcurrentDictionary<TKey, Watchers> topics, TKey key)
            where TKey : notnull
        {
            while (true)
            {
                var watchers = topics.GetOrAdd(key, _ => new Watchers());
                lock (watchers)
                {
                    if (watchers.all is null)
                        continue;
                    LiveSubscription? made = null;
                    made = new LiveSubscription(() => watchers.Remove(topics, key, made!));
                    watchers.all = [.. watchers.all, made];
                    return made;
                }
            }
        }

        public void Publish(LiveSignal signal)
        {
            foreach (var subscription in Volatile.Read(ref all) ?? [])
                subscription.Offer(signal);
        }

        void Remove<TKey>(ConcurrentDictionary<TKey, Watchers> topics, TKey key, LiveSubscription gone)
            where TKey : notnull
        {
            lock (this)
            {
                all = [.. all.Where(other => other != gone)];
                if (all.Length > 0)
                    return;
                topics.TryRemove(new KeyValuePair<TKey, Watchers>(key, this));
                all = null!;
            }
        }
    }
}

/// <summary>One watcher's queue. Dispose it to stop watching.</summary>
public sealed class LiveSubscription : IDisposable
{
    /// <summary>A watcher this many signals behind is cut off.</summary>
    public const int Capacity = 1024;

    readonly Channel<LiveSignal> queue = Channel.CreateBounded<LiveSignal>(new BoundedChannelOptions(Capacity)
    {
        FullMode = BoundedChannelFullMode.Wait,
        SingleReader = true,
    });

    readonly Action stop;

    internal LiveSubscription(Action stop) => this.stop = stop;

    /// <summary>Ends when the watcher fell too far behind.</summary>
    public ChannelReader<LiveSignal> Signals => queue.Reader;

    public void Dispose()
    {
        queue.Writer.TryComplete();
        stop();
    }

    internal void Offer(LiveSignal signal)
    {
        if (!queue.Writer.TryWrite(signal))
            queue.Writer.TryComplete();
    }
}

/// <summary>What screens are told.</summary>
public abstract record LiveSignal(ConversationId Conversation);

/// <summary>Entries that were committed, in order, and the state after them.</summary>
public sealed record Happened(ConversationId Conversation, ConversationState State, IReadOnlyList<Entry> Entries)
    : LiveSignal(Conversation);

/// <summary>Somebody types, or stopped.</summary>
public sealed record Typing(ConversationId Conversation, Author By, bool On) : LiveSignal(Conversation);
