using Charla.Conversations.Contracts;
using Charla.Kernel;
using Microsoft.Extensions.Logging;

namespace Charla.Inbox.Live;

/// <summary>
/// One pump for each page that somebody watches: carries what happens there to the screens. It starts with the first
/// watcher and stops with the last; when it falls behind it starts anew and the screens reload.
/// </summary>
sealed class PagePumps(LiveChannels live, Screens screens, ILogger<PagePumps> logger)
{
    readonly Lock gate = new();
    readonly Dictionary<PageId, Pump> pumps = [];

    /// <summary>When it returns, nothing of the page is missed from there on.</summary>
    public Task Join(PageId page, string connection)
    {
        lock (gate)
        {
            if (!pumps.TryGetValue(page, out var pump))
            {
                var (subscription, stop) = (live.Watch(page), new CancellationTokenSource());
                pumps[page] = pump = new Pump([], stop, subscription.Begin(stop.Token).AsTask());
                _ = Run(page, subscription, stop.Token);
            }

            pump.Watchers.Add(connection);
            return pump.Begun;
        }
    }

    public void Leave(string connection)
    {
        lock (gate)
        {
            foreach (var (page, pump) in pumps.ToArray())
            {
                if (!pump.Watchers.Remove(connection) || pump.Watchers.Count > 0)
                    continue;
                pumps.Remove(page);
                pump.Stop.Cancel();
            }
        }
    }

    async Task Run(PageId page, LiveSubscription first, CancellationToken stop)
    {
        var subscription = first;
        while (true)
        {
            using (subscription)
            {
                try
                {
                    await foreach (var signal in subscription.Signals.ReadAllAsync(stop))
                        await Tell(page, () => signal is Missed ? screens.TellReload(page) : screens.Tell(signal));
                }
                catch (OperationCanceledException)
                {
                    return;
                }
            }

            subscription = live.Watch(page);
            await subscription.Begin(CancellationToken.None);
            await Tell(page, () => screens.TellReload(page));
        }
    }

    async Task Tell(PageId page, Func<Task> tell)
    {
        try
        {
            await tell();
        }
        catch (Exception error)
        {
            logger.ScreensNotTold(error, page);
        }
    }

    sealed record Pump(HashSet<string> Watchers, CancellationTokenSource Stop, Task Begun);
}
