using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using Dapper;
using Npgsql;

namespace Charla.Kernel.Storage;

/// <summary>
/// A PostgreSQL database. Writes run side by side, each serializable: it is as if they took turns, and one that was in
/// another's way runs again. The locks of a process that stalls or vanishes amid a write are taken from it after five
/// seconds. A commit is on the disk when it returns (<c>synchronous_commit=on</c>, or what the
/// connection string asks for).
/// </summary>
public sealed class PostgresDatabase : Database
{
    /// <summary>What holds unless the connection string says otherwise.</summary>
    const string Defaults =
        "Timeout=5;Command Timeout=15;Maximum Pool Size=60;Max Auto Prepare=200;Auto Prepare Min Usages=2;Keepalive=30;";

    /// <summary>Names the lock of schema changes among the locks of the database: "charla" in ASCII.</summary>
    const long SchemaLock = 0x63_68_61_72_6C_61;

    const int MostTries = 10;

    readonly NpgsqlDataSource source;

    public PostgresDatabase(string folder, string connectionString, int partitions)
        : this(folder, Settings(connectionString, partitions))
    {
    }

    PostgresDatabase(string folder, NpgsqlConnectionStringBuilder settings) : base(folder, new PostgresAnnouncements(settings)) =>
        source = NpgsqlDataSource.Create(settings);

    public override string Engine => StorageOptions.Postgres;

    /// <summary>A connection for a writer that manages its own transactions.</summary>
    public NpgsqlConnection OpenWriter() => source.OpenConnection();

    public override async Task<T> Read<T>(Func<DbConnection, Task<T>> read)
    {
        await using (var connection = await source.OpenConnectionAsync())
        {
            try
            {
                return await read(connection);
            }
            catch (NpgsqlException) when (connection.State != ConnectionState.Open)
            {
                // It was cut, perhaps while nobody used it: once more on another.
            }
        }

        await using var another = await source.OpenConnectionAsync();
        return await read(another);
    }

    public override Task<bool> HasTable(string name) => Read(connection =>
        connection.ExecuteScalarAsync<bool>("SELECT to_regclass(@name) IS NOT NULL", new { name }));

    /// <summary>The lock ends with the connection, so a process that dies leaves none behind.</summary>
    public override async Task<IAsyncDisposable?> LockSchema()
    {
        var connection = await source.OpenConnectionAsync();
        await connection.ExecuteAsync("SET lock_timeout = 0; SELECT pg_advisory_lock(@SchemaLock)", new { SchemaLock }, commandTimeout: 0);
        return connection;
    }

    public override string Partition(string table, int partition) =>
        string.Create(CultureInfo.InvariantCulture, $"{table}_{partition}");

    public override string OneOf(string column, string parameter) => $"{column} = ANY(@{parameter})";

    protected override async Task<T> Transact<T>(Func<DbConnection, DbTransaction, Task<T>> write)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var connection = await source.OpenConnectionAsync();
            var isCommitting = false;
            try
            {
                await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.Serializable);
                var result = await write(connection, transaction);
                isCommitting = true;
                await transaction.CommitAsync();
                return result;
            }
            catch (PostgresException error) when (attempt < MostTries && error.IsInTheWay())
            {
                await Task.Delay(RandomNumberGenerator.GetInt32(1, 5 * attempt));
            }
            catch (NpgsqlException) when (attempt == 1 && !isCommitting && connection.State != ConnectionState.Open)
            {
                // It was cut before anything was done.
            }
        }
    }

    protected override void Dispose(bool disposing) => source.Dispose();

    static NpgsqlConnectionStringBuilder Settings(string connectionString, int partitions)
    {
        var settings = new NpgsqlConnectionStringBuilder(Defaults + connectionString) { ApplicationName = "charla" };
        settings.Options = string.Create(
            CultureInfo.InvariantCulture,
            $"-c lock_timeout=5s -c idle_in_transaction_session_timeout=5s -c synchronous_commit=on -c charla.partitions={partitions} {settings.Options}").Trim();
        return settings;
    }
}
