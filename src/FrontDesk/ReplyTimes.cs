using System.Collections.Concurrent;
using Charla.Kernel;

namespace Charla.FrontDesk;

/// <summary>How long a page usually takes, and how many answers tell so.</summary>
readonly record struct UsualReply(TimeSpan? Median, int Answers);

/// <summary>
/// The usual reply time of each page: the median of what people of the team took to answer in the last seven days,
/// counted in open hours. Worked out when asked, at most once a minute unless an answer comes; a process that does not
/// follow the page hears of no answer, so what it shows may be a minute old.
/// </summary>
sealed class ReplyTimes(DeskStore store, TimeProvider clock)
{
    public static readonly TimeSpan Window = TimeSpan.FromDays(7);
    static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    const int MostRemembered = 10_000;

    readonly ConcurrentDictionary<PageId, (DateTimeOffset At, UsualReply Reply)> known = new();

    public async ValueTask<UsualReply> Of(PageId page)
    {
        var now = clock.GetUtcNow();
        if (known.TryGetValue(page, out var before) && now - before.At < Fresh)
            return before.Reply;
        if (known.Count > MostRemembered)
            known.Clear();
        var waits = await store.Waits(page, now - Window);
        var reply = new UsualReply(Median(waits), waits.Count);
        known[page] = (now, reply);
        return reply;
    }

    /// <summary>An answer came: what was known of the page is old.</summary>
    public void Forget(PageId page) => known.TryRemove(page, out _);

    /// <summary>The middle of the waits, the mean of the two in the middle when even; null without any.</summary>
    public static TimeSpan? Median(IReadOnlyCollection<TimeSpan> waits)
    {
        if (waits.Count == 0)
            return null;
        var ordered = waits.Order().ToList();
        var middle = ordered.Count / 2;
        return ordered.Count % 2 == 1 ? ordered[middle] : (ordered[middle - 1] + ordered[middle]) / 2;
    }
}
