using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Charla.Platform.Webhooks;

/// <summary>
/// Writes what became of attempts, many in one write. Until it is written, a crash makes the event go out again: that is
/// what at least once means, so nobody waits for it, and the journal has the store to itself most of the time.
/// </summary>
sealed class DeliveryOutcomes(DeliveryStore deliveries, ILogger<DeliveryOutcomes> logger) : BackgroundService
{
    const int MostAtOnce = 512;
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(1);

    readonly OwnThread thread = new("charla webhook log");
    readonly Channel<Settled> waiting = Channel.CreateUnbounded<Settled>(new UnboundedChannelOptions { SingleReader = true });

    public void Store(Settled settled) => waiting.Writer.TryWrite(settled);

    /// <summary>What came in is still written.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        waiting.Writer.TryComplete();
        await (ExecuteTask ?? Task.CompletedTask).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        thread.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => thread.Run(() => Write(stoppingToken));

    async Task Write(CancellationToken stoppingToken)
    {
        while (await waiting.Reader.WaitToReadAsync(CancellationToken.None))
        {
            var batch = new List<Settled>();
            while (batch.Count < MostAtOnce && waiting.Reader.TryRead(out var one))
                batch.Add(one);
            while (!await TryStore(batch) && !stoppingToken.IsCancellationRequested)
                await Task.Delay(TryAgainAfter, CancellationToken.None);
            batch.ForEach(one => one.Stored());
            if (!waiting.Reader.Completion.IsCompleted && batch.Count < MostAtOnce)
                await Task.Delay(Pause, CancellationToken.None);
        }
    }

    async Task<bool> TryStore(IReadOnlyList<Settled> batch)
    {
        try
        {
            await deliveries.Settle(batch);
            return true;
        }
        catch (Exception error)
        {
            logger.OutcomesNotStored(error, batch.Count);
            return false;
        }
    }
}
