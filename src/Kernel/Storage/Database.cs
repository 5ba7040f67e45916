using System.Data.Common;

namespace Charla.Kernel.Storage;

/// <summary>
/// The one way to the store, whichever engine keeps it. A write is one transaction, as if it were alone, and is on the
/// disk when it returns. SQL is written so that both engines understand it; the few words that differ are asked of here.
/// </summary>
public abstract class Database(string folder, Announcements announcements) : IDisposable
{
    /// <summary>The data folder: uploaded files and keys live below it, and the SQLite file.</summary>
    public string Folder { get; } = Directory.CreateDirectory(folder).FullName;

    /// <summary>The installation's keys, below the data folder.</summary>
    public KeyFolder Keys => new(Folder);

    /// <summary>The engine's name: the folder of <c>Schema</c> with its numbered SQL.</summary>
    public abstract string Engine { get; }

    /// <summary>What the processes of the installation tell each other about their writes.</summary>
    public Announcements Announcements { get; } = announcements;

    public static Database Open(StorageOptions options) => options.Provider == StorageOptions.Postgres
        ? new PostgresDatabase(options.Folder, options.ConnectionString ?? "", options.Partitions)
        : new SqliteDatabase(options.Folder);

    /// <summary>Runs reads on a connection of their own.</summary>
    public abstract Task<T> Read<T>(Func<DbConnection, Task<T>> read);

    /// <summary>
    /// Runs writes in one transaction; an exception undoes all of it. It may run again when another write was in its
    /// way, so it does nothing but read and write the store.
    /// </summary>
    /// <exception cref="DbException">What it means, <see cref="StoreErrors"/> knows.</exception>
    public async Task<T> Write<T>(Func<DbConnection, DbTransaction, Task<T>> write)
    {
        if (RequestKey.Pending is not { } key)
            return await Transact(write);
        var result = await Transact(async (connection, transaction) =>
        {
            await key.Store(connection, transaction);
            return await write(connection, transaction);
        });
        key.IsStored = true;
        return result;
    }

    /// <inheritdoc cref="Write{T}"/>
    public Task Write(Func<DbConnection, DbTransaction, Task> write) => Write(async (connection, transaction) =>
    {
        await write(connection, transaction);
        return true;
    });

    public abstract Task<bool> HasTable(string name);

    /// <summary>Waits until no other process changes the schema; dispose what it returns, if anything, to let the next one.</summary>
    public abstract Task<IAsyncDisposable?> LockSchema();

    /// <summary>The table that holds one partition of a journal's table.</summary>
    public abstract string Partition(string table, int partition);

    /// <summary>The condition that a column is one of a parameter's values, which are an array.</summary>
    public abstract string OneOf(string column, string parameter);

    public void Dispose()
    {
        Announcements.Dispose();
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract Task<T> Transact<T>(Func<DbConnection, DbTransaction, Task<T>> write);

    protected abstract void Dispose(bool disposing);
}
