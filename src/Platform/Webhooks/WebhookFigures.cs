using System.Diagnostics.Metrics;

namespace Charla.Platform.Webhooks;

/// <summary>What became of webhook attempts, and how long receivers took, as metrics.</summary>
static class WebhookFigures
{
    static readonly Meter Meter = new("Charla.Platform");
    static readonly Counter<long> Attempts = Meter.CreateCounter<long>("charla.webhook.attempts");

    static readonly Histogram<double> Duration = Meter.CreateHistogram("charla.webhook.duration", "s", advice: new InstrumentAdvice<double>
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20],
    });

    public static void Count(Attempt attempt)
    {
        var outcome = new KeyValuePair<string, object?>("outcome", attempt.IsAccepted ? "accepted" : attempt.Status is null ? "silent" : "refused");
        Attempts.Add(1, outcome);
        Duration.Record(attempt.Took.TotalSeconds, outcome);
    }
}
