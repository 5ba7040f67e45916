using Charla.Kernel;
using Microsoft.Extensions.Logging;

namespace Charla.FrontDesk;

static partial class LogMessages
{
    [LoggerMessage(5001, LogLevel.Information, "The desk of page {Page} did not answer entry {Position}: {Code}.")]
    public static partial void ReplyRefused(this ILogger logger, PageId page, long position, string code);
}
