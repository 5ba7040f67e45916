using System.Diagnostics.Metrics;

namespace Charla.Conversations;

/// <summary>What the journal did, as metrics: commits (one fsync each) and the submissions they carried.</summary>
static class JournalFigures
{
    static readonly Meter Meter = new("Charla.Conversations");
    static readonly Counter<long> Commits = Meter.CreateCounter<long>("charla.journal.commits");
    static readonly Counter<long> Submissions = Meter.CreateCounter<long>("charla.journal.submissions");

    public static void Committed(int submissions)
    {
        Commits.Add(1);
        Submissions.Add(submissions);
    }
}
