using Charla.Kernel.Storage;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Charla.Conversations;

/// <summary>
/// Folds SQLite's write-ahead log into the database on a connection of its own, so that no commit waits for it: passively,
/// once the log passes 16 MB, and when the server stops.
/// </summary>
sealed class Checkpointer(Database database, TimeProvider clock, ILogger<Checkpointer> logger) : BackgroundService
{
    const long FoldAt = 16 << 20;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (database is not SqliteDatabase sqlite)
            return; // PostgreSQL does it by itself.
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500), clock);
        using var connection = sqlite.OpenWriter();
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                Fold(connection, sqlite.File);
        }
        catch (OperationCanceledException)
        {
            Fold(connection, sqlite.File, always: true);
        }
    }

    void Fold(SqliteConnection connection, string file, bool always = false)
    {
        try
        {
            var log = new FileInfo(file + "-wal");
            if (always || (log.Exists && log.Length > FoldAt))
                connection.Execute("PRAGMA wal_checkpoint(PASSIVE)");
        }
        catch (SqliteException error)
        {
            logger.CheckpointFailed(error);
        }
    }
}
