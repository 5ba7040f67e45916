namespace Charla.Server.Tests;

/// <summary>The system's clock with its hands moved: time still runs, so timers of the server work.</summary>
public sealed class TestClock : TimeProvider
{
    TimeSpan moved;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + moved;

    public void Set(DateTimeOffset now) => moved = now - System.GetUtcNow();

    public void Advance(TimeSpan by) => moved += by;
}
