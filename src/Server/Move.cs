using System.Reflection;
using Charla.Kernel;
using Charla.Kernel.Storage;
using Charla.Server.Cluster;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Charla.Server;

/// <summary>
/// <c>charla move --to postgres</c>: brings what the folder's SQLite file holds into an empty PostgreSQL database. All of
/// it is one transaction there, schema included: what was cut off never was. Files and keys stay in the folder, and so
/// does the file, under another name, so that no server goes on with it by mistake. The epoch stays: every number that a
/// phone remembers means the same as before.
/// </summary>
static class Move
{
    const int Busy = 5;
    const int Locked = 6;
    const string MovedFile = "charla.moved.db";

    public static async Task<int> Run(
        IConfiguration settings, IEnumerable<Assembly> modules, TextWriter progress, TextWriter errors)
    {
        if (Settings.Mistakes(settings) is { Count: > 0 } mistakes)
            return await Settings.Report(mistakes);
        if (await Problem(settings, modules, progress) is not { } problem)
            return 0;
        await errors.WriteLineAsync($"charla move: {problem}");
        return 1;
    }

    /// <summary>Why there is no SQLite file in the folder, when a move took it away.</summary>
    public static string? WasMoved(string folder) => File.Exists(Path.Combine(folder, MovedFile))
        ? $"\"{folder}\" was moved to PostgreSQL: set Storage:Provider to postgres, or name {MovedFile} charla.db again to go back to what it was then."
        : null;

    static async Task<string?> Problem(IConfiguration settings, IEnumerable<Assembly> modules, TextWriter progress)
    {
        var options = settings.GetSection("Storage").Get<StorageOptions>() ?? new StorageOptions();
        var file = SqliteDatabase.FileIn(options.Folder);
        if (settings["Move:To"] != StorageOptions.Postgres)
            return $"\"{settings["Move:To"]}\" is no engine to move to; write --to postgres.";
        if (string.IsNullOrWhiteSpace(options.ConnectionString))
            return "Storage:ConnectionString is empty; name the database to move to: Host=…;Database=…;Username=…;Password=….";
        if (!File.Exists(file))
            return WasMoved(options.Folder) ?? $"\"{options.Folder}\" holds no charla.db; name the data folder with --data.";
        try
        {
            if (await StoreCheck.Postgres(options, modules, Membership.IdOf(settings)) is { } unusable)
                return $"Storage:ConnectionString: {unusable}";
            using var target = new PostgresDatabase(options.Folder, options.ConnectionString, options.Partitions);
            await using var source = await Open(file);
            if (await new MoveOfTables(source, target, [.. modules], TimeProvider.System, progress).Do() is { } problem)
                return problem;
        }
        catch (SqliteException error) when (error.SqliteErrorCode is Busy or Locked)
        {
            return $"\"{options.Folder}\" is in use; stop its server first.";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SqliteException or NpgsqlException)
        {
            return $"{error.Message.TrimEnd('.')}; nothing was moved.";
        }

        File.Move(file, Path.Combine(options.Folder, MovedFile));
        DurableFolder.Flush(options.Folder);
        await progress.WriteLineAsync(
            $"The move is complete. Start the server with Storage:Provider=postgres, the same folder and the same connection string; {MovedFile} is kept.");
        return null;
    }

    /// <summary>Leaving the mode with a log beside the file takes being alone with it.</summary>
    static async Task<SqliteConnection> Open(string file)
    {
        var settings = new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false,
            DefaultTimeout = 2,
        };
        var connection = new SqliteConnection(settings.ToString());
        await connection.OpenAsync();
        await connection.ExecuteAsync("PRAGMA journal_mode=DELETE");
        return connection;
    }
}
