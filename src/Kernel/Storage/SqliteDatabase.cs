using System.Collections.Concurrent;
using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Charla.Kernel.Storage;

/// <summary>
/// One file. Each reader has a connection of its own, kept open for the next one; writers take turns, because SQLite has
/// one writer and waiting in order is kinder than retrying. A write is on the disk when it returns (WAL,
/// <c>synchronous=FULL</c>).
/// </summary>
public sealed class SqliteDatabase : Database
{
    const int MostIdleReaders = 16;

    readonly SemaphoreSlim turn = new(1, 1);
    readonly ConcurrentStack<SqliteConnection> idleReaders = [];
    readonly string connectTo;
    SqliteConnection? writer;

    public SqliteDatabase(string folder) : base(folder, new Announcements())
    {
        File = FileIn(Folder);
        connectTo = new SqliteConnectionStringBuilder { DataSource = File, DefaultTimeout = 10, Pooling = false }.ToString();
        using var first = OpenWriter();
        first.Execute("PRAGMA journal_mode=WAL");
    }

    public override string Engine => StorageOptions.Sqlite;

    /// <summary>The database file.</summary>
    public string File { get; }

    public static string FileIn(string folder) => Path.Combine(folder, "charla.db");

    /// <summary>A connection for a writer that manages its own transactions under <see cref="TakeTurn"/>.</summary>
    public SqliteConnection OpenWriter() => Open(
        "PRAGMA synchronous=FULL; PRAGMA foreign_keys=1; PRAGMA wal_autocheckpoint=0; PRAGMA cache_size=-32768; PRAGMA journal_size_limit=134217728");

    /// <summary>Waits for the writer's turn; dispose what it returns to pass the turn on.</summary>
    public async ValueTask<IDisposable> TakeTurn(CancellationToken cancel = default)
    {
        await turn.WaitAsync(cancel);
        return new Turn(turn);
    }

    /// <summary>The same on a thread that writes and does nothing else.</summary>
    public IDisposable TakeTurnNow()
    {
        turn.Wait();
        return new Turn(turn);
    }

    public override async Task<T> Read<T>(Func<DbConnection, Task<T>> read)
    {
        var connection = idleReaders.TryPop(out var idle) ? idle : Open("PRAGMA query_only=1; PRAGMA mmap_size=268435456");
        try
        {
            var result = await read(connection);
            if (idleReaders.Count < MostIdleReaders)
            {
                idleReaders.Push(connection);
                connection = null;
            }

            return result;
        }
        finally
        {
            connection?.Dispose();
        }
    }

    public override Task<bool> HasTable(string name) => Read(connection => connection.ExecuteScalarAsync<bool>(
        "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = @name)", new { name }));

    /// <summary>One process owns the file: there is nobody to wait for.</summary>
    public override Task<IAsyncDisposable?> LockSchema() => Task.FromResult<IAsyncDisposable?>(null);

    /// <summary>There is one partition, and it is the table.</summary>
    public override string Partition(string table, int partition) => table;

    public override string OneOf(string column, string parameter) => $"{column} IN @{parameter}";

    protected override async Task<T> Transact<T>(Func<DbConnection, DbTransaction, Task<T>> write)
    {
        using var taken = await TakeTurn();
        writer ??= OpenWriter();
        await using var transaction = writer.BeginTransaction(deferred: false);
        var result = await write(writer, transaction);
        await transaction.CommitAsync();
        return result;
    }

    protected override void Dispose(bool disposing)
    {
        while (idleReaders.TryPop(out var reader))
            reader.Dispose();
        writer?.Dispose();
        turn.Dispose();
    }

    SqliteConnection Open(string settings)
    {
        var connection = new SqliteConnection(connectTo);
        connection.Open();
        connection.Execute(settings);
        connection.CreateFunction<string?, string?>("unaccented", PlainLetters.Of, isDeterministic: true);
        return connection;
    }

    sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
