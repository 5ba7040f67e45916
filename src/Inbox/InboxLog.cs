using Charla.Kernel;
using Microsoft.Extensions.Logging;

namespace Charla.Inbox;

static partial class InboxLog
{
    [LoggerMessage(7001, LogLevel.Information, "The push service {Host} did not answer (try {Attempt}): {Reason}")]
    public static partial void PushUnanswered(this ILogger logger, string host, int attempt, string reason);

    [LoggerMessage(7002, LogLevel.Warning, "The push service {Host} refused a message with status {Status}.")]
    public static partial void PushRefused(this ILogger logger, string host, int status);

    [LoggerMessage(7003, LogLevel.Error, "The screens that watch page {Page} could not be told.")]
    public static partial void ScreensNotTold(this ILogger logger, Exception error, PageId page);

    [LoggerMessage(7004, LogLevel.Error, "Whether a live connection may stay could not be found out; it is asked again soon.")]
    public static partial void RightsUnknown(this ILogger logger, Exception error);

    [LoggerMessage(7005, LogLevel.Error, "The hub's {Method} failed.")]
    public static partial void HubFailed(this ILogger logger, Exception error, string method);
}
