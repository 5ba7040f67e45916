using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Charla.Kernel.Storage;

/// <summary>What the errors of both engines mean.</summary>
public static class StoreErrors
{
    const int SqliteBusy = 5;
    const int SqliteReadOnly = 8;
    const int SqliteInputOutput = 10;
    const int SqliteFull = 13;
    const int SqliteConstraint = 19;
    const string StalledTooLong = "25P03";

    /// <summary>A row with the same unique value is there already.</summary>
    public static bool IsTaken(this DbException error) => error
        is SqliteException { SqliteErrorCode: SqliteConstraint }
        or PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    /// <summary>Another transaction was in the way: the same again may succeed.</summary>
    public static bool IsInTheWay(this PostgresException error) =>
        error.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;

    /// <summary>The refusal for a store that is full or does not answer; null for a fault of ours.</summary>
    public static Refusal? ToRefusal(Exception? error) => error switch
    {
        null => null,
        SqliteException { SqliteErrorCode: SqliteFull } => Refusal.StorageFull,
        SqliteException { SqliteErrorCode: SqliteBusy or SqliteReadOnly or SqliteInputOutput } => Refusal.Unavailable,
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => Refusal.StorageFull,
        PostgresException answered when !answered.IsTransient && !IsRefusingUs(answered) => null,
        NpgsqlException => Refusal.Unavailable,
        _ => ToRefusal(error.InnerException),
    };

    /// <summary>The server is there and takes no writes or no more connections, or somebody cut ours.</summary>
    static bool IsRefusingUs(PostgresException error) =>
        error.SqlState is PostgresErrorCodes.ReadOnlySqlTransaction or StalledTooLong
        || error.SqlState[..2] is "08" or "28" or "53" or "55" or "57";
}
