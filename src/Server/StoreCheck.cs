using System.Reflection;
using Charla.Kernel;
using Charla.Kernel.Storage;
using Charla.Server.Cluster;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Charla.Server;

/// <summary>What keeps this program from working on this store, found out without changing anything in it.</summary>
static class StoreCheck
{
    const int OldestPostgres = 140_000;

    public static async Task<IReadOnlyList<Settings.Problem>> Problems(IConfiguration settings, IServiceCollection services)
    {
        var options = settings.GetSection("Storage").Get<StorageOptions>() ?? new StorageOptions();
        var modules = Modules(services);
        var (key, problem) = options.Provider == StorageOptions.Postgres
            ? ("Storage:ConnectionString", await Postgres(options, modules, Membership.IdOf(settings)))
            : ("Storage:Folder", await Sqlite(options, modules));
        return problem is null ? [] : [new Settings.Problem(key, problem)];
    }

    public static IEnumerable<Assembly> Modules(IServiceCollection services) =>
        services.Select(service => service.ImplementationInstance).OfType<SchemaSource>().Select(source => source.Module);

    static async Task<string?> Sqlite(StorageOptions options, IEnumerable<Assembly> modules)
    {
        if (Directory.Exists(Path.Combine(options.Folder, Restore.Unfinished)))
            return $"a restore into \"{options.Folder}\" runs or did not end; if none runs, empty the folder and restore again.";
        var file = SqliteDatabase.FileIn(options.Folder);
        if (!File.Exists(file))
            return Move.WasMoved(options.Folder) ?? OfPostgres(options.Folder);
        try
        {
            await using (new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
            {
                // Opened for writing: that is all there is to know.
            }

            using var database = new SqliteDatabase(options.Folder);
            return await SchemaRunner.Check(database, modules);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"\"{file}\" cannot be written: {error.Message}";
        }
        catch (SqliteException error)
        {
            return $"\"{file}\" cannot be used: {error.Message}.";
        }
    }

    /// <summary>Reads the whole SQLite file and says what is damaged in it; PostgreSQL looks after its own.</summary>
    public static async Task<IReadOnlyList<Settings.Problem>> Damage(IConfiguration settings)
    {
        var options = settings.GetSection("Storage").Get<StorageOptions>() ?? new StorageOptions();
        var file = SqliteDatabase.FileIn(options.Folder);
        if (options.Provider == StorageOptions.Postgres || !File.Exists(file))
            return [];
        using var database = new SqliteDatabase(options.Folder);
        return await database.FindDamage() is { } damage
            ? [new Settings.Problem("Storage:Folder", $"\"{file}\" is damaged ({damage}); stop the server and restore a backup.")]
            : [];
    }

    static string? OfPostgres(string folder) => FolderMark.IsIn(folder)
        ? $"\"{folder}\" belongs to a PostgreSQL database: set Storage:Provider to postgres."
        : null;

    /// <summary>One sentence when the PostgreSQL cannot be used; nothing is changed in it.</summary>
    public static async Task<string?> Postgres(StorageOptions options, IEnumerable<Assembly> modules, string cluster)
    {
        try
        {
            using var database = new PostgresDatabase(options.Folder, options.ConnectionString!, options.Partitions);
            return await Capabilities(database) ?? await SchemaRunner.Check(database, modules)
                ?? await ClusterOf(database, cluster) ?? await FolderMark.Check(database);
        }
        catch (ArgumentException error)
        {
            return $"cannot be read: {error.Message}";
        }
        catch (PostgresException error)
        {
            return $"the server refuses: {error.MessageText}.";
        }
        catch (NpgsqlException error)
        {
            return $"the server cannot be reached: {error.InnerException?.Message ?? error.Message}.";
        }
    }

    static async Task<string?> ClusterOf(Database database, string ours)
    {
        if (!await database.HasTable("cluster"))
            return null;
        var stored = await database.Read(connection => connection.QuerySingleOrDefaultAsync<string>("SELECT id FROM cluster"));
        return stored is null || stored == ours ? null : $"the database belongs to the cluster \"{stored}\", not to \"{ours}\" (Cluster:Id).";
    }

    static async Task<string?> Capabilities(Database database) =>
        Lack(await database.Read(connection => connection.QuerySingleAsync<Server>(
            """
            SELECT current_setting('server_version_num')::BIGINT AS Version,
                current_setting('server_version') AS Name,
                current_setting('server_encoding') AS Encoding,
                pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on' AS IsReadOnly,
                coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) AS MayCreate,
                current_user::TEXT AS "User"
            """)));

    /// <summary>What a server lacks that we need.</summary>
    public static string? Lack(Server server) => server switch
    {
        { Version: < OldestPostgres } => $"the server is PostgreSQL {server.Name}; version 14 or later is needed.",
        { Encoding: not "UTF8" } => $"the database keeps text as {server.Encoding}; make one with UTF8.",
        { IsReadOnly: true } => "the server takes no writes: it is a standby, or set to read only.",
        { MayCreate: false } => $"\"{server.User}\" may not create tables; GRANT CREATE ON SCHEMA public TO \"{server.User}\".",
        _ => null,
    };

    public sealed record Server(long Version, string Name, string Encoding, bool IsReadOnly, bool MayCreate, string User);
}
