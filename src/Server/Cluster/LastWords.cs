namespace Charla.Server.Cluster;

/// <summary>
/// A silo that the others have voted dead, or that broke inside, ends its process: whoever started it starts it again.
/// Its homes are elsewhere by then, and the journal takes nothing from it.
/// </summary>
sealed partial class LastWords(ILogger<LastWords> logger) : IFatalErrorHandler
{
    public const int ExitCode = 70;

    static readonly TimeSpan TimeToLog = TimeSpan.FromMilliseconds(500);

    public bool IsUnexpected(Exception exception) => true;

    public void OnFatalException(object? sender, string? context, Exception? exception)
    {
        Ending(logger, exception?.Message ?? context ?? "");
        new Thread(End) { IsBackground = true }.Start();
    }

    static void End()
    {
#pragma warning disable RS0030 // Loggers write on threads of their own; nothing else is left to do.
        Thread.Sleep(TimeToLog);
#pragma warning restore RS0030
        Environment.Exit(ExitCode);
    }

    [LoggerMessage(9001, LogLevel.Critical, "This silo is no member of the cluster any more and ends: {Reason}")]
    static partial void Ending(ILogger logger, string reason);
}
