using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Charla.Conversations;

/// <summary>How many entries each follower is behind the journal, over the partitions that are at home here.</summary>
static class FollowerFigures
{
    static readonly Meter Meter = new("Charla.Conversations");
    static readonly ConcurrentDictionary<FollowerLoop, string> Loops = [];

    static FollowerFigures() => Meter.CreateObservableGauge("charla.follower.lag", () =>
        from loop in Loops
        group loop.Key.Lag by loop.Value into lags
        select new Measurement<long>(lags.Sum(), new KeyValuePair<string, object?>("follower", lags.Key)));

    public static void Began(FollowerLoop loop, string follower) => Loops[loop] = follower;

    public static void Ended(FollowerLoop loop) => Loops.TryRemove(loop, out _);
}
