using Charla.Kernel;
using Charla.Server.Cluster;

namespace Charla.Server;

/// <summary>
/// Every hour, what no longer counts leaves the store: by a reminder, which means once in a cluster; by a timer where the
/// process is alone for ever.
/// </summary>
sealed partial class Sweeper(IEnumerable<Sweep> sweeps, IServiceProvider services, TimeProvider clock, ILogger<Sweeper> logger)
    : BackgroundService
{
    public static readonly TimeSpan Every = TimeSpan.FromHours(1);
    static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(30);

    public async Task Sweep()
    {
        foreach (var sweep in sweeps)
        {
            try
            {
                await sweep.Do();
            }
            catch (Exception error)
            {
                Failed(logger, error, sweep.Name);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var grain = services.GetService<IGrainFactory>()?.GetGrain<ISweepGrain>(0);
        using var timer = new PeriodicTimer(grain is null ? Every : AskAgain, clock);
        try
        {
            while (grain is null || !await IsReminded(grain))
            {
                await timer.WaitForNextTickAsync(stoppingToken);
                if (grain is null)
                    await Sweep();
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    async Task<bool> IsReminded(ISweepGrain grain)
    {
        try
        {
            await grain.Begin();
            return true;
        }
        catch (Exception error)
        {
            Failed(logger, error, "reminder");
            return false;
        }
    }

    [LoggerMessage(9002, LogLevel.Warning, "A sweep failed and is done the next time: {Name}")]
    static partial void Failed(ILogger logger, Exception error, string name);
}
