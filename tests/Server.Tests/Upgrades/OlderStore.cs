using System.Reflection;
using Charla.Accounts;
using Charla.Conversations;
using Charla.Entrances;
using Charla.FrontDesk;
using Charla.Inbox;
using Charla.Kernel;
using Charla.Kernel.Storage;
using Charla.Pages;
using Charla.People;
using Charla.Platform;
using Dapper;

namespace Charla.Server.Tests.Upgrades;

/// <summary>A store as a program of an earlier version of the schema left it.</summary>
static class OlderStore
{
    public static readonly IReadOnlyList<Assembly> Modules =
    [
        typeof(KernelModule).Assembly, typeof(AccountsModule).Assembly, typeof(PagesModule).Assembly, typeof(PeopleModule).Assembly,
        typeof(ConversationsModule).Assembly, typeof(FrontDeskModule).Assembly, typeof(EntrancesModule).Assembly,
        typeof(InboxModule).Assembly, typeof(PlatformModule).Assembly, typeof(Program).Assembly,
    ];

    /// <summary>What tells of the store itself, and the processes that are gone.</summary>
    static readonly string[] NotCopied = ["schema_scripts", "schema_versions", "silos"];

    public static long Newest(Database database) => SchemaRunner.Scripts(database.Engine, Modules).Max(script => script.Version);

    /// <summary>PostgreSQL came with the second version.</summary>
    public static long Oldest(Database database) => database.Engine == StorageOptions.Sqlite ? 1 : 2;

    /// <summary>Runs the scripts of all versions up to this one, each in its place.</summary>
    public static Task Prepare(Database database, long version) => database.Write(async (connection, transaction) =>
    {
        await connection.ExecuteAsync(
            """
            CREATE TABLE schema_scripts (name TEXT PRIMARY KEY, run_at BIGINT NOT NULL);
            CREATE TABLE schema_versions (version BIGINT PRIMARY KEY, run_at BIGINT NOT NULL)
            """,
            transaction: transaction);
        foreach (var script in SchemaRunner.Scripts(database.Engine, Modules).Where(script => script.Version <= version))
        {
            await connection.ExecuteAsync(script.Sql, transaction: transaction);
            await connection.ExecuteAsync("INSERT INTO schema_scripts VALUES (@Name, 0)", new { script.Name }, transaction);
            await connection.ExecuteAsync(
                "INSERT INTO schema_versions VALUES (@Version, 0) ON CONFLICT DO NOTHING", new { script.Version }, transaction);
        }
    });

    /// <summary>Fills the tables that the older version has with the rows of a newer store.</summary>
    public static async Task Fill(Database older, Database newer)
    {
        var (from, into) = (await Columns(newer), await Columns(older));
        var tables = await newer.Read(connection => connection.QueryAsync<string>(TablesInOrder(newer)));
        await older.Write(async (connection, transaction) =>
        {
            foreach (var table in tables.Where(into.ContainsKey).Except(NotCopied))
            {
                var shared = from[table].Keys.Intersect(into[table].Keys).ToList();
                var names = string.Join(", ", shared);
                await connection.ExecuteAsync($"DELETE FROM {table}", transaction: transaction);
                var rows = await newer.Read(source => source.QueryAsync($"SELECT {names} FROM {table}"));
                foreach (IDictionary<string, object> row in rows)
                {
                    await connection.ExecuteAsync(
                        $"""
                        INSERT INTO {table} ({names}) {(older.Engine == StorageOptions.Postgres ? "OVERRIDING SYSTEM VALUE" : "")}
                        VALUES ({string.Join(", ", shared.Select(name => "@" + name))})
                        """,
                        new DynamicParameters(row),
                        transaction);
                }
            }

            if (into.ContainsKey("followers") && !into.ContainsKey("checkpoints"))
            {
                foreach (var row in await newer.Read(source => source.QueryAsync<(string, long)>("SELECT follower, position FROM checkpoints")))
                    await connection.ExecuteAsync("INSERT INTO followers VALUES (@Item1, @Item2)", new { row.Item1, row.Item2 }, transaction);
            }
        });
    }

    /// <summary>The columns of each table, with their types and whether a row must name a value.</summary>
    public static async Task<Dictionary<string, Dictionary<string, Column>>> Columns(Database database)
    {
        var rows = await database.Read(connection => connection.QueryAsync<(string Table, string Name, string Type, long IsNeeded)>(
            database.Engine == StorageOptions.Sqlite
                ? """
                  SELECT t.name, c.name, c.type, c."notnull" = 1 AND c.dflt_value IS NULL AND c.pk = 0
                  FROM sqlite_master AS t JOIN pragma_table_info(t.name) AS c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'
                  """
                : """
                  SELECT relname::TEXT, attname::TEXT, format_type(atttypid, NULL),
                    (attnotnull AND NOT atthasdef AND attidentity = '')::INT::BIGINT
                  FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
                  WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition AND attnum > 0
                    AND NOT attisdropped
                  """));
        return rows.GroupBy(row => row.Table).ToDictionary(
            table => table.Key, table => table.ToDictionary(row => row.Name, row => new Column(row.Type, row.IsNeeded == 1)));
    }

    /// <summary>What a row refers to stands before it.</summary>
    static string TablesInOrder(Database database) => database.Engine == StorageOptions.Sqlite
        ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
        : """
          SELECT relname FROM pg_class
          WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY oid
          """;

    public sealed record Column(string Type, bool IsNeeded);
}
