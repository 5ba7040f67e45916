using System.Diagnostics;
using System.Diagnostics.Metrics;
using Charla.Conversations.Contracts;

namespace Charla.Conversations;

/// <summary>
/// What the write path did, as metrics: commands that were accepted, commits (one fsync each), how many submissions each
/// carried and how long it took.
/// </summary>
static class JournalFigures
{
    static readonly Meter Meter = new("Charla.Conversations");
    static readonly Counter<long> Accepted = Meter.CreateCounter<long>("charla.commands");
    static readonly Counter<long> Commits = Meter.CreateCounter<long>("charla.journal.commits");
    static readonly Counter<long> Submissions = Meter.CreateCounter<long>("charla.journal.submissions");

    static readonly Histogram<int> Batch = Meter.CreateHistogram("charla.journal.batch", advice: new InstrumentAdvice<int>
    {
        HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024],
    });

    static readonly Histogram<double> Duration = Meter.CreateHistogram("charla.journal.commit.duration", "s", advice: new InstrumentAdvice<double>
    {
        HistogramBucketBoundaries = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
    });

    public static void Accept(Command command) =>
        Accepted.Add(1, new KeyValuePair<string, object?>("command", command is Send ? "Send" : command.GetType().Name));

    public static void Committed(int submissions, long since)
    {
        Commits.Add(1);
        Submissions.Add(submissions);
        Batch.Record(submissions);
        Duration.Record(Stopwatch.GetElapsedTime(since).TotalSeconds);
    }
}
