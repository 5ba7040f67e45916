using System.Collections.Concurrent;
using System.Globalization;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Kernel.Storage;
using Microsoft.Extensions.Hosting;

namespace Charla.Platform.Webhooks;

/// <summary>
/// The lanes of the partitions that are at home here. Where a partition is at home its events are sent, so an event goes
/// out from one process of a cluster, in order.
/// </summary>
sealed class WebhookSender(LaneParts parts, JournalPartitions partitions, Database database) : BackgroundService
{
    const string Topic = "webhook_lanes";

    /// <summary>How exactly the moment of a retry is met.</summary>
    static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    readonly ConcurrentDictionary<int, Homed> here = new();

    /// <summary>From now on this process sends what is in the partition, beginning with what waits.</summary>
    public async Task Begin(int partition, CancellationToken whileHere)
    {
        var homed = new Homed(parts, whileHere);
        here[partition] = homed;
        whileHere.Register(() => here.TryRemove(new KeyValuePair<int, Homed>(partition, homed)));
        foreach (var (page, app) in await parts.Deliveries.Waiting(partition))
            homed.Lane(page, app).Wake();
    }

    public void Offer(IReadOnlyList<Delivery> deliveries)
    {
        foreach (var delivery in deliveries)
            Find(delivery.Id.Page)?.Lane(delivery.Id.Page, delivery.Id.App).Offer(delivery);
    }

    /// <summary>Events of no entry are in the queue since just now: whichever process has the lane sends them.</summary>
    public async Task Send(IReadOnlyList<Delivery> deliveries)
    {
        foreach (var delivery in deliveries)
        {
            if (Find(delivery.Id.Page) is { } homed)
                homed.Lane(delivery.Id.Page, delivery.Id.App).Offer(delivery);
            else
                await Announce(delivery.Id.Page, delivery.Id.App);
        }
    }

    /// <summary>An endpoint or what waits for it was changed: whichever process has the lane looks again.</summary>
    public async Task Wake(PageId page, long app)
    {
        WakeHere(page, app);
        await Announce(page, app);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        database.Announcements.Hear(Topic, WakeHere, WakeAll);
        using var timer = new PeriodicTimer(LookEvery, parts.Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                foreach (var lane in here.Values.SelectMany(homed => homed.Lanes))
                    lane.Go();
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    Task Announce(PageId page, long app)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{page.Value}/{app}");
        return database.Write((connection, transaction) => database.Announcements.Announce(connection, transaction, Topic, key));
    }

    Homed? Find(PageId page) => here.GetValueOrDefault(partitions.Of(page));

    void WakeHere(string key)
    {
        if (key.Split('/') is [var page, var app] && PageId.TryParse(page, null, out var id) && Ids.TryParse(app, out var number))
            WakeHere(id, number);
    }

    void WakeHere(PageId page, long app)
    {
        parts.Health.Forget(page, app);
        Find(page)?.Lane(page, app).Wake();
    }

    Task WakeAll()
    {
        foreach (var lane in here.Values.SelectMany(homed => homed.Lanes))
            lane.Wake();
        return Task.CompletedTask;
    }

    /// <summary>A partition that is at home here.</summary>
    sealed class Homed(LaneParts parts, CancellationToken whileHere)
    {
        readonly ConcurrentDictionary<(PageId, long), Lane> lanes = new();

        public IEnumerable<Lane> Lanes => lanes.Values;

        public Lane Lane(PageId page, long app) => lanes.GetOrAdd((page, app), _ => new Lane(page, app, parts, whileHere));
    }
}
