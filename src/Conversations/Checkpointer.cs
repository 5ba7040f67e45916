using Charla.Kernel.Storage;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Charla.Conversations;

/// <summary>
/// Folds SQLite's write-ahead log into the database on a connection of its own, so that no commit waits for it. Only the
/// little that is left after that is folded in the writers' turn: then nothing is, the log begins anew, and commits
/// overwrite blocks that the file has already, which costs less than letting it grow.
/// </summary>
sealed class Checkpointer(Database database, TimeProvider clock, ILogger<Checkpointer> logger) : BackgroundService
{
    const long FoldAt = 32 << 20;
    const int LittleLeft = 256;
    const int MostRounds = 4;
    static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    DateTime foldedAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (database is not SqliteDatabase sqlite)
            return; // PostgreSQL does it by itself.
        using var timer = new PeriodicTimer(Every, clock);
        using var connection = sqlite.OpenWriter();
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (sqlite.IsBroken)
                {
                    logger.StoreIsBroken();
                    return;
                }

                var log = new FileInfo(sqlite.File + "-wal");
                if (log.Exists && log.Length > FoldAt && log.LastWriteTimeUtc != foldedAt)
                    await Fold(connection, sqlite);
            }
        }
        catch (OperationCanceledException)
        {
            if (!sqlite.IsBroken)
                await Fold(connection, sqlite);
        }
    }

    async Task Fold(SqliteConnection connection, SqliteDatabase sqlite)
    {
        try
        {
            for (var round = 0; round < MostRounds && FramesLeft(connection) > LittleLeft; round++)
            {
                // Whatever was committed meanwhile is the next round's.
            }

            using var turn = await sqlite.TakeTurn();
            FramesLeft(connection);
            foldedAt = new FileInfo(sqlite.File + "-wal").LastWriteTimeUtc;
        }
        catch (SqliteException error)
        {
            sqlite.Note(error);
            logger.CheckpointFailed(error);
        }
    }

    /// <summary>Folds what it can while others write and read; how much of the log is not folded yet.</summary>
    static long FramesLeft(SqliteConnection connection)
    {
        var (_, inLog, folded) = connection.QuerySingle<(long IsBusy, long InLog, long Folded)>("PRAGMA wal_checkpoint(PASSIVE)");
        return inLog - folded;
    }
}
