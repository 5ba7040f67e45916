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
    readonly ConcurrentDictionary<LiveTopic, Watchers> topics = new();

    /// <summary>Who looks at a conversation that is at home here, whether or not anybody watches it here.</summary>
    public event Action<Looking>? Looked;

    /// <summary>Told what is watched here; the task ends when its signals arrive, also from another process.</summary>
    internal Func<LiveTopic, Task> Began { get; set; } = _ => Task.CompletedTask;

    /// <summary>Told what nobody watches here any more.</summary>
    internal Action<LiveTopic> Ended { get; set; } = _ => { };

    /// <summary>Everything of one conversation from now on.</summary>
    public LiveSubscription Watch(ConversationId conversation) => Watch(LiveTopic.Of(conversation));

    /// <summary>Everything of all conversations of a page from now on.</summary>
    public LiveSubscription Watch(PageId page) => Watch(new LiveTopic(page, null));

    /// <summary>What happened at home here: to those who watch here, and to other processes that listen.</summary>
    internal void Publish(ConversationId conversation, LiveSignal signal)
    {
        if (signal is Looking looking)
            Looked?.Invoke(looking);
        Tell(LiveTopic.Of(conversation), signal, isFromHere: true);
        Tell(new LiveTopic(conversation.Page, null), signal, isFromHere: true);
    }

    /// <summary>What another process told: to those who watch here, and no further.</summary>
    internal void Deliver(LiveSignal signal)
    {
        Tell(LiveTopic.Of(signal.Conversation), signal, isFromHere: false);
        Tell(new LiveTopic(signal.Conversation.Page, null), signal, isFromHere: false);
    }

    /// <summary>Whoever watches the topic here reads the journal.</summary>
    internal void Miss(LiveTopic topic) =>
        Tell(topic, new Missed(new ConversationId(topic.Page, topic.Person ?? default)), isFromHere: false);

    void Tell(LiveTopic topic, LiveSignal signal, bool isFromHere)
    {
        if (!topics.TryGetValue(topic, out var watchers))
            return;
        foreach (var subscription in watchers.Subscriptions)
            subscription.Offer(signal);
        if (!isFromHere)
            return;
        foreach (var listener in watchers.Listeners)
            listener.Offer(signal);
    }

    /// <summary>Everything of the topic that happens at home here, for another process. Dispose it to stop.</summary>
    internal LiveSubscription Listen(LiveTopic topic, Action<LiveSignal> listener) =>
        Add(topic, (_, stop) => new LiveSubscription(listener, stop), isListener: true);

    internal bool IsWatched(LiveTopic topic) => topics.TryGetValue(topic, out var watchers) && watchers.Subscriptions.Length > 0;

    LiveSubscription Watch(LiveTopic topic) =>
        Add(topic, (begun, stop) => new LiveSubscription(topic, begun, stop), isListener: false);

    LiveSubscription Add(LiveTopic topic, Func<Task, Action, LiveSubscription> make, bool isListener)
    {
        while (true)
        {
            var watchers = topics.GetOrAdd(topic, _ => new Watchers());
            lock (watchers)
            {
                if (watchers.IsOver)
                    continue;
                if (!isListener && watchers.Subscriptions.Length == 0)
                    watchers.Begun = Began(topic);
                LiveSubscription? made = null;
                made = make(watchers.Begun, () => Remove(topic, watchers, made!));
                if (isListener)
                    watchers.Listeners = [.. watchers.Listeners, made];
                else
                    watchers.Subscriptions = [.. watchers.Subscriptions, made];
                return made;
            }
        }
    }

    void Remove(LiveTopic topic, Watchers watchers, LiveSubscription gone)
    {
        var isLast = false;
        lock (watchers)
        {
            isLast = watchers.Subscriptions is [var only] && only == gone;
            watchers.Subscriptions = [.. watchers.Subscriptions.Where(other => other != gone)];
            watchers.Listeners = [.. watchers.Listeners.Where(other => other != gone)];
            if (watchers.Subscriptions.Length + watchers.Listeners.Length == 0)
            {
                topics.TryRemove(new KeyValuePair<LiveTopic, Watchers>(topic, watchers));
                watchers.IsOver = true;
            }
        }

        if (isLast)
            Ended(topic);
    }

    sealed class Watchers
    {
        public Task Begun { get; set; } = Task.CompletedTask;

        public LiveSubscription[] Subscriptions { get; set; } = [];

        public LiveSubscription[] Listeners { get; set; } = [];

        /// <summary>Nobody watched, and it was taken out of its place.</summary>
        public bool IsOver { get; set; }
    }
}

/// <summary>One watcher's queue. Dispose it to stop watching.</summary>
public sealed class LiveSubscription : IDisposable
{
    /// <summary>A watcher this many signals behind is cut off.</summary>
    public const int Capacity = 1024;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    readonly Channel<LiveSignal> queue = Channel.CreateBounded<LiveSignal>(new BoundedChannelOptions(Capacity)
    {
        FullMode = BoundedChannelFullMode.Wait,
        SingleReader = true,
    });

    readonly Task begun;
    readonly LiveTopic topic;
    readonly Action<LiveSignal> offer;
    readonly Action stop;

    internal LiveSubscription(LiveTopic topic, Task begun, Action stop)
    {
        (this.topic, this.begun, this.stop) = (topic, begun, stop);
        offer = Enqueue;
    }

    internal LiveSubscription(Action<LiveSignal> listener, Action stop) => (begun, offer, this.stop) = (Task.CompletedTask, listener, stop);

    /// <summary>Ends when the watcher fell too far behind.</summary>
    public ChannelReader<LiveSignal> Signals => queue.Reader;

    /// <summary>
    /// What happens after this returns is signalled. While the process where it happens cannot be reached it returns all
    /// the same after a moment; then <see cref="Missed"/> comes when it can.
    /// </summary>
    public async ValueTask Begin(CancellationToken cancel)
    {
        if (begun.IsCompleted)
            return;
        try
        {
            await begun.WaitAsync(Patience, cancel);
        }
        catch (TimeoutException)
        {
            _ = MissWhenBegun();
        }
    }

    public void Dispose()
    {
        queue.Writer.TryComplete();
        stop();
    }

    internal void Offer(LiveSignal signal) => offer(signal);

    void Enqueue(LiveSignal signal)
    {
        if (!queue.Writer.TryWrite(signal))
            queue.Writer.TryComplete();
    }

    async Task MissWhenBegun()
    {
        await begun;
        Enqueue(new Missed(new ConversationId(topic.Page, topic.Person ?? default)));
    }
}
