using Microsoft.Extensions.Logging;

namespace Charla.Platform.Webhooks;

static partial class WebhookLog
{
    [LoggerMessage(8101, LogLevel.Error, "Events for app {App} could not be sent on; it is tried again in a second.")]
    public static partial void LaneFailed(this ILogger logger, Exception error, long app);

    [LoggerMessage(8102, LogLevel.Error, "What became of {Count} webhook attempts could not be stored; it is tried again.")]
    public static partial void OutcomesNotStored(this ILogger logger, Exception error, int count);

    [LoggerMessage(8103, LogLevel.Warning, "The webhook of app {App} is paused ({Why}): {Reason}")]
    public static partial void EndpointPaused(this ILogger logger, long app, string why, string reason);
}
