using System.Collections.Concurrent;
using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Charla.Kernel.Storage;

/// <summary>
/// One file. Each reader has a connection of its own, kept open for the next one; writers take turns, because SQLite has
/// one writer and waiting in order is kinder than retrying; the journal waits for one of the others at most. A write is on the disk when it returns (WAL,
/// <c>synchronous=FULL</c>).
/// </summary>
public sealed class SqliteDatabase : Database
{
    const int MostIdleReaders = 16;
    const int Corrupt = 11;
    const int NotADatabase = 26;
    const int FsyncFailed = 10 | (4 << 8);

    readonly SemaphoreSlim turn = new(1, 1);
    readonly SemaphoreSlim turnOfOthers = new(1, 1);
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

    /// <summary>
    /// A sync failed or a page is damaged: nobody knows what is on the disk. Nothing is written until somebody has looked
    /// and started the server again.
    /// </summary>
    public bool IsBroken { get; private set; }

    public static string FileIn(string folder) => Path.Combine(folder, "charla.db");

    /// <summary>A connection for a writer that manages its own transactions under <see cref="TakeTurn"/>.</summary>
    public SqliteConnection OpenWriter() => Open(
        "PRAGMA synchronous=FULL; PRAGMA foreign_keys=1; PRAGMA wal_autocheckpoint=0; PRAGMA cache_size=-32768; PRAGMA journal_size_limit=134217728");

    /// <summary>Waits for the writer's turn; dispose what it returns to pass the turn on.</summary>
    public async ValueTask<IDisposable> TakeTurn(CancellationToken cancel = default)
    {
        await turnOfOthers.WaitAsync(cancel);
        try
        {
            await turn.WaitAsync(cancel);
        }
        catch
        {
            turnOfOthers.Release();
            throw;
        }

        return new Turn(turn, turnOfOthers);
    }

    /// <summary>The same on the journal's thread, past all who wait but the one whose turn is next: senders wait for it.</summary>
    public IDisposable TakeTurnNow()
    {
        turn.WaitAsync().GetAwaiter().GetResult(); // in order of arrival, where Wait() lets whoever is quick go first
        return new Turn(turn);
    }

    /// <summary>Takes note of an error that breaks the store.</summary>
    public void Note(SqliteException error) =>
        IsBroken |= error is { SqliteErrorCode: Corrupt or NotADatabase } or { SqliteExtendedErrorCode: FsyncFailed };

    /// <summary>What is damaged in the file, which is read whole; null when it is sound.</summary>
    public async Task<string?> FindDamage()
    {
        try
        {
            var found = await Read(connection => connection.QueryFirstAsync<string>("PRAGMA quick_check(1)"));
            return found == "ok" ? null : found.ReplaceLineEndings(" ");
        }
        catch (SqliteException error) when (IsBroken)
        {
            return error.Message;
        }
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
        catch (SqliteException error)
        {
            Note(error);
            throw;
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
        if (IsBroken)
            throw new SqliteException("The store is broken.", FsyncFailed & 0xFF, FsyncFailed);
        try
        {
            writer ??= OpenWriter();
            await using var transaction = writer.BeginTransaction(deferred: false);
            var result = await write(writer, transaction);
            await transaction.CommitAsync();
            return result;
        }
        catch (SqliteException error)
        {
            Note(error);
            throw;
        }
    }

    protected override void Dispose(bool disposing)
    {
        while (idleReaders.TryPop(out var reader))
            reader.Dispose();
        writer?.Dispose();
        turn.Dispose();
        turnOfOthers.Dispose();
    }

    SqliteConnection Open(string settings)
    {
        var connection = new SqliteConnection(connectTo);
        connection.Open();
        connection.Execute(settings);
        connection.CreateFunction<string?, string?>("unaccented", PlainLetters.Of, isDeterministic: true);
        return connection;
    }

    sealed class Turn(params SemaphoreSlim[] taken) : IDisposable
    {
        public void Dispose() => Array.ForEach(taken, one => one.Release());
    }
}
