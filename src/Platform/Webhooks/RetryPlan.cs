namespace Charla.Platform.Webhooks;

/// <summary>When a delivery that failed is tried again: twelve attempts over 72 hours.</summary>
static class RetryPlan
{
    static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10),
        TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6),
        TimeSpan.FromHours(12), TimeSpan.FromHours(24), TimeSpan.FromHours(25),
    ];

    public static readonly int MostAttempts = Waits.Length + 1;

    /// <summary>So long a receiver's wish to be left alone is granted.</summary>
    public static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(24);

    /// <summary>After so much failure without a success in between, an endpoint is paused.</summary>
    public static readonly TimeSpan FailsBeforePause = TimeSpan.FromDays(5);

    /// <summary>After so many failures its conversation goes on without an event, if the receiver takes others.</summary>
    public const int AttemptsBeforePassed = 5;

    /// <summary>How long to wait; null when it is given up.</summary>
    /// <param name="attempts">How many failed.</param>
    /// <param name="chance">0 to 1: spreads the retries of many deliveries by a fifth to either side.</param>
    public static TimeSpan? WaitAfter(int attempts, double chance, TimeSpan? retryAfter)
    {
        if (attempts >= MostAttempts)
            return null;
        var wait = Waits[attempts - 1] * (0.8 + (0.4 * chance));
        var wished = retryAfter > LongestRetryAfter ? LongestRetryAfter : retryAfter;
        return wished > wait ? wished : wait;
    }
}
