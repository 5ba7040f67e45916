using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Charla.Conversations;

/// <summary>
/// How many entries each follower is behind the journal, over the partitions that are at home here, and how many it has
/// left aside because it could not take them.
/// </summary>
static class FollowerFigures
{
    static readonly Meter Meter = new("Charla.Conversations");
    static readonly ConcurrentDictionary<FollowerLoop, string> Loops = [];
    static readonly Counter<long> Aside = Meter.CreateCounter<long>("charla.follower.left_aside");

    static FollowerFigures() => Meter.CreateObservableGauge("charla.follower.lag", () =>
        from loop in Loops
        group loop.Key.Lag by loop.Value into lags
        select new Measurement<long>(lags.Sum(), new KeyValuePair<string, object?>("follower", lags.Key)));

    public static void Began(FollowerLoop loop, string follower)
    {
        Loops[loop] = follower;
        Aside.Add(0, new KeyValuePair<string, object?>("follower", follower));
    }

    public static void LeftAside(string follower) => Aside.Add(1, new KeyValuePair<string, object?>("follower", follower));

    public static void Ended(FollowerLoop loop) => Loops.TryRemove(loop, out _);
}
