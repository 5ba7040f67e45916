using System.Collections.Concurrent;
using Charla.Kernel;
using Microsoft.AspNetCore.Http;

namespace Charla.Accounts.Contracts;

/// <summary>
/// How often something may be tried: counts by name and key in fixed windows, in this process. Where several serve one
/// installation, who reaches all of them gets that many times the permits: these limits keep a process healthy and guesses
/// slow. What must hold exactly, such as the lock of an account after wrong passwords, is counted in the store.
/// Lifted by <c>Testing:RelaxedLimits</c>.
/// </summary>
public sealed class Limits(TimeProvider clock, bool relaxed)
{
    const int MostKeys = 100_000;

    readonly ConcurrentDictionary<(string Name, string Key), Window> windows = new();

    /// <summary>Counts one try; the refusal carries how long to wait.</summary>
    public Refusal? Take(string name, string key, int permits, TimeSpan per)
    {
        if (relaxed)
            return null;
        var now = clock.GetUtcNow();
        if (windows.Count > MostKeys)
            Forget(now);
        var window = windows.AddOrUpdate(
            (name, key),
            _ => new Window(now + per, 1),
            (_, known) => known.EndsAt <= now ? new Window(now + per, 1) : known with { Count = known.Count + 1 });
        return window.Count <= permits ? null : TooMany(window.EndsAt - now);
    }

    /// <summary>Counts one try of the caller's network address.</summary>
    public Refusal? Take(string name, HttpContext http, int permits, TimeSpan per) =>
        Take(name, http.Connection.RemoteIpAddress?.ToString() ?? "none", permits, per);

    static Refusal TooMany(TimeSpan wait) =>
        new("too_many", "Too many tries. Wait a little and try again.", RefusalKind.TooMany) { RetryAfter = wait };

    void Forget(DateTimeOffset now)
    {
        foreach (var (key, window) in windows)
        {
            if (window.EndsAt <= now)
                windows.TryRemove(key, out _);
        }

        if (windows.Count > MostKeys)
            windows.Clear();
    }

    readonly record struct Window(DateTimeOffset EndsAt, int Count);
}
