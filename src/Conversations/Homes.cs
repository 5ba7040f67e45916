using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Kernel.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Charla.Conversations;

/// <summary>
/// The partitions that are at home in this process. With SQLite that is the one there is; with PostgreSQL the processes
/// of a cluster share them, and <see cref="Cluster.PartitionGrain"/> opens and closes them here.
/// </summary>
sealed class Homes(
    Database database,
    ConversationStore store,
    FollowerStore followers,
    LiveChannels live,
    TimeProvider clock,
    IServiceProvider services,
    ILogger<Homes> logger) : BackgroundService, IHostedLifecycleService
{
    static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(5);

    Home?[] here = [];

    /// <summary>How many partitions the journal was made with.</summary>
    public int Partitions => here.Length;

    /// <summary>Those that are here.</summary>
    public IEnumerable<Home> Here => here.OfType<Home>();

    /// <summary>Those that should be here are: set when that is so for the first time, and taken back at the end.</summary>
    public bool IsServing { get; set; }

    public bool IsWriting => IsServing && Here.All(home => home.IsWriting);

    public int PartitionOf(PageId page) => Conversations.Partitions.Of(page, here.Length);

    /// <summary>The home of a page's conversations, if it is here.</summary>
    public Home? Find(PageId page) => here.Length == 0 ? null : Volatile.Read(ref here[PartitionOf(page)]);

    public bool Has(int partition) => here[partition] is not null;

    /// <summary>Followers of these partitions, if they are here, try again what they left aside.</summary>
    public void Recall(IEnumerable<int> partitions)
    {
        foreach (var partition in partitions)
            Volatile.Read(ref here[partition])?.Recall();
    }

    public async Task<Home> Open(int partition)
    {
        var journal = JournalWriter.Of(database, partition, logger);
        var home = new Home(
            partition,
            journal,
            new ActiveConversations(store, journal, live, clock),
            [.. services.GetServices<IFollower>().Select(follower =>
                new FollowerLoop(follower, partition, followers, journal, clock, logger))]);
        await home.Open();
        Volatile.Write(ref here[partition], home);
        HomeFigures.HomeOpened();
        logger.HomeOpened(partition, home.Term);
        _ = Forget(home);
        return home;
    }

    /// <summary>From now on the door looks for it elsewhere; what was taken here is still written.</summary>
    public static Task Close(Home home) => home.DisposeAsync().AsTask();

    public Task CloseAll() => Task.WhenAll(Here.Select(Close));

    /// <summary>Before anything else starts: other processes may hand over a partition as soon as the silo runs.</summary>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        here = new Home?[await store.Partitions()];
        followers.HearRecalled(Recall);
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (database is SqliteDatabase)
        {
            await Open(0);
            IsServing = true;
        }

        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (database is SqliteDatabase)
            await CloseAll();
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(SweepEvery, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                foreach (var home in Here)
                    home.Conversations.Sweep();
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    /// <summary>However it ends, it is no home any more.</summary>
    async Task Forget(Home home)
    {
        await home.Ended;
        Interlocked.CompareExchange(ref here[home.Partition], null, home);
        HomeFigures.HomeClosed();
        logger.HomeClosed(home.Partition);
    }
}
