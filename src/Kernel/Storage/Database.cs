using System.Collections.Concurrent;
using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Charla.Kernel.Storage;

/// <summary>
/// The one way to the store. Each reader has a connection of its own, kept open for the next one; writers take turns,
/// because SQLite has one writer and waiting in order is kinder than retrying. A write is one transaction and is on the
/// disk when it returns (WAL, <c>synchronous=FULL</c>).
/// </summary>
public sealed class Database : IDisposable
{
    const int MostIdleReaders = 16;

    readonly SemaphoreSlim turn = new(1, 1);
    readonly ConcurrentStack<SqliteConnection> idleReaders = [];
    readonly string connectTo;
    SqliteConnection? writer;

    public Database(string folder)
    {
        Folder = folder;
        Directory.CreateDirectory(folder);
        File = Path.Combine(folder, "charla.db");
        connectTo = new SqliteConnectionStringBuilder { DataSource = File, DefaultTimeout = 10, Pooling = false }.ToString();
        using var first = OpenWriter();
        first.Execute("PRAGMA journal_mode=WAL");
    }

    /// <summary>The data folder: the database file, uploaded files and keys live below it.</summary>
    public string Folder { get; }

    /// <summary>The SQLite file.</summary>
    public string File { get; }

    /// <summary>A connection for a writer that manages its own transactions under <see cref="TakeTurn"/>.</summary>
    public SqliteConnection OpenWriter() => Open(
        "PRAGMA synchronous=FULL; PRAGMA foreign_keys=1; PRAGMA wal_autocheckpoint=0");

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

    /// <summary>Runs writes in one transaction; an exception undoes all of it.</summary>
    /// <exception cref="SqliteException">The disk is full (13), cannot be written (8, 10), or a constraint failed (19).</exception>
    public async Task<T> Write<T>(Func<DbConnection, DbTransaction, Task<T>> write)
    {
        using var taken = await TakeTurn();
        writer ??= OpenWriter();
        await using var transaction = writer.BeginTransaction(deferred: false);
        var key = RequestKey.Pending;
        if (key is not null)
            await key.Store(writer, transaction);
        var result = await write(writer, transaction);
        await transaction.CommitAsync();
        key?.IsStored = true;
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
        return connection;
    }

    sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
