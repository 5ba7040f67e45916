namespace Charla.Server.Cluster;

/// <summary>
/// What membership is told by: the time at which the process began, and from then on the machine's steady pace. Nobody
/// counts as dead because somebody set a clock.
/// </summary>
sealed class SteadyClock : TimeProvider
{
    readonly DateTimeOffset began = System.GetUtcNow();
    readonly long since = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => began + System.GetElapsedTime(since);
}
