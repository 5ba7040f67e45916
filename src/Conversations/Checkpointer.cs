using Charla.Kernel.Storage;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Charla.Conversations;

/// <summary>
/// Folds the write-ahead log into the database on a connection of its own, so that no commit waits for it: passively,
/// once the log passes 16 MB, and when the server stops.
/// </summary>
sealed class Checkpointer(Database database, TimeProvider clock, ILogger<Checkpointer> logger) : BackgroundService
{
    const long FoldAt = 16 << 20;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500), clock);
        using var connection = database.OpenWriter();
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                Fold(connection);
        }
        catch (OperationCanceledException)
        {
            Fold(connection, always: true);
        }
    }

    void Fold(SqliteConnection connection, bool always = false)
    {
        try
        {
            var log = new FileInfo(database.File + "-wal");
            if (always || (log.Exists && log.Length > FoldAt))
                connection.Execute("PRAGMA wal_checkpoint(PASSIVE)");
        }
        catch (SqliteException error)
        {
            logger.CheckpointFailed(error);
        }
    }
}
