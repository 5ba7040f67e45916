using Charla.Kernel;
using Microsoft.Extensions.Logging;

namespace Charla.Conversations;

static partial class ConversationLog
{
    [LoggerMessage(3001, LogLevel.Error, "The journal could not write {Count} submissions ({Code}); broken: {Broken}.")]
    public static partial void JournalRefused(this ILogger logger, Exception error, string code, int count, bool broken);

    [LoggerMessage(3002, LogLevel.Warning, "Follower {Follower} failed at position {Position} (try {Attempt}): {Reason}.")]
    public static partial void FollowerFailed(
        this ILogger logger, Exception error, string follower, long position, int attempt, string reason);

    [LoggerMessage(3003, LogLevel.Error, "Follower {Follower} stopped reading and starts again in a second.")]
    public static partial void FollowerStopped(this ILogger logger, Exception error, string follower);

    [LoggerMessage(3004, LogLevel.Warning, "The write-ahead log could not be folded into the database.")]
    public static partial void CheckpointFailed(this ILogger logger, Exception error);

    [LoggerMessage(3005, LogLevel.Error, "The store does not answer; the journal tries again.")]
    public static partial void JournalAway(this ILogger logger, Exception error);

    [LoggerMessage(3006, LogLevel.Warning, "Term {Term} of a partition is over: a later home has opened it.")]
    public static partial void TermIsOver(this ILogger logger, long term);

    [LoggerMessage(3007, LogLevel.Warning, "The home of partition {Partition} did not answer: {Reason}")]
    public static partial void HomeSilent(this ILogger logger, Exception error, int partition, string reason);

    [LoggerMessage(3008, LogLevel.Information, "Partition {Partition} is at home here (term {Term}).")]
    public static partial void HomeOpened(this ILogger logger, int partition, long term);

    [LoggerMessage(3010, LogLevel.Warning, "Whether every partition has its home is not known: {Reason}")]
    public static partial void HomesUnsure(this ILogger logger, Exception error, string reason);

    [LoggerMessage(3011, LogLevel.Critical,
        "A sync failed or a page of the database is damaged: nothing is written any more. Look at the disk, run charla check, then start the server again.")]
    public static partial void StoreIsBroken(this ILogger logger);

    [LoggerMessage(3012, LogLevel.Error,
        "Follower {Follower} leaves position {Position} of page {Page} aside after {Attempts} tries ({Reason}); POST /api/admin/parked/replay tries again.")]
    public static partial void EntryLeftAside(
        this ILogger logger, string follower, long position, PageId page, int attempts, string reason);

    [LoggerMessage(3009, LogLevel.Information, "Partition {Partition} is not at home here any more.")]
    public static partial void HomeClosed(this ILogger logger, int partition);
}
