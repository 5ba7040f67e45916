using System.Collections.Concurrent;
using Charla.People.Contracts;
using Microsoft.Extensions.Hosting;

namespace Charla.Conversations.Live;

/// <summary>
/// Tells live connections within seconds that their device was shut out: one sweep for all of them, because a timer for
/// each would cost ten thousand idle ones more than anything else they have.
/// </summary>
sealed class TokenWatch(PersonTokens tokens, TimeProvider clock) : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(4);

    readonly ConcurrentDictionary<Watched, bool> all = new();

    public Watched Watch(string token)
    {
        var watched = new Watched(this, token);
        all[watched] = true;
        return watched;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var (watched, _) in all)
                watched.Check(tokens);
        }
    }

    public sealed class Watched(TokenWatch watch, string token) : IDisposable
    {
        readonly TaskCompletionSource revoked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Revoked => revoked.Task;

        public void Check(PersonTokens tokens)
        {
            if (!tokens.TryRead(token, out _))
                revoked.TrySetResult();
        }

        public void Dispose() => watch.all.TryRemove(this, out _);
    }
}
