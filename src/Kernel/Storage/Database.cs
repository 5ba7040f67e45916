using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Charla.Kernel.Storage;

/// <summary>
/// The one way to the store. Readers open connections of their own; writers take turns, because SQLite has one writer
/// and waiting in order is kinder than retrying. A write is one transaction and is on the disk when it returns
/// (WAL, <c>synchronous=FULL</c>).
/// </summary>
public sealed class Database : IDisposable
{
    readonly SemaphoreSlim turn = new(1, 1);
    readonly string readers;
    readonly string writers;

    public Database(string folder)
    {
        Folder = folder;
        Directory.CreateDirectory(folder);
        File = Path.Combine(folder, "charla.db");
        readers = new SqliteConnectionStringBuilder { DataSource = File, DefaultTimeout = 10 }.ToString();
        writers = readers;
        using var first = OpenWriter();
        first.Execute("PRAGMA journal_mode=WAL");
    }

    /// <summary>The data folder: the database file, uploaded files and keys live below it.</summary>
    public string Folder { get; }

    /// <summary>The SQLite file.</summary>
    public string File { get; }

    /// <summary>A pooled connection for reading; dispose it soon.</summary>
    public SqliteConnection OpenReader()
    {
        var connection = new SqliteConnection(readers);
        connection.Open();
        connection.Execute("PRAGMA query_only=1; PRAGMA mmap_size=268435456");
        return connection;
    }

    /// <summary>A connection for a writer that manages its own transactions under <see cref="TakeTurn"/>.</summary>
    public SqliteConnection OpenWriter()
    {
        var connection = new SqliteConnection(writers);
        connection.Open();
        connection.Execute(
            "PRAGMA query_only=0; PRAGMA synchronous=FULL; PRAGMA foreign_keys=1; PRAGMA wal_autocheckpoint=0");
        return connection;
    }

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

    /// <summary>Runs reads on a connection of their own.</summary>
    public async Task<T> Read<T>(Func<DbConnection, Task<T>> read)
    {
        await using var connection = OpenReader();
        return await read(connection);
    }

    /// <summary>Runs writes in one transaction; an exception undoes all of it.</summary>
    /// <exception cref="SqliteException">The disk is full (13), cannot be written (8, 10), or a constraint failed (19).</exception>
    public async Task<T> Write<T>(Func<DbConnection, DbTransaction, Task<T>> write)
    {
        using var taken = await TakeTurn();
        await using var connection = OpenWriter();
        await using var transaction = connection.BeginTransaction(deferred: false);
        var result = await write(connection, transaction);
        await transaction.CommitAsync();
        return result;
    }

    /// <inheritdoc cref="Write{T}"/>
    public Task Write(Func<DbConnection, DbTransaction, Task> write) => Write(async (connection, transaction) =>
    {
        await write(connection, transaction);
        return true;
    });

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        turn.Dispose();
    }

    sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
