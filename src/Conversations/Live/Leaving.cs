using System.Security.Cryptography;
using Charla.Conversations.Cluster;
using Microsoft.Extensions.Hosting;

namespace Charla.Conversations.Live;

/// <summary>
/// The server was told to stop. If there are others, it first says that it is not ready, so that nobody new is sent to
/// it, and ends its live connections one after another, so that not all come back at the same moment. Only then does it
/// take no more requests, and at last it hands its homes over.
/// </summary>
sealed class Leaving(HomeMap? map = null) : IHostedLifecycleService
{
    static readonly TimeSpan Spread = TimeSpan.FromSeconds(3);

    readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    TimeSpan spread;

    public bool HasBegun => begun.Task.IsCompleted;

    public Task Begun => begun.Task;

    /// <summary>Waits until it is this connection's turn to end.</summary>
    public Task Turn(CancellationToken cancel) => Task.Delay(spread * RandomNumberGenerator.GetInt32(1000) / 1000, cancel);

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        spread = map is { HasOthers: true } ? Spread : TimeSpan.Zero;
        begun.TrySetResult();
        await Task.Delay(spread, cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
