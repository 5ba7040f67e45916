using System.Data.Common;
using System.Globalization;
using System.Reflection;
using Dapper;

namespace Charla.Kernel.Storage;

/// <summary>
/// Brings the store to the program's schema: runs each module's numbered SQL for the engine (embedded as
/// <c>Module/engine/NNNN-name.sql</c>) once, in the order of modules, each in a transaction of its own, one process at a
/// time. A script that came after the first version says in its first line which version it belongs to
/// (<c>-- version 2</c>). A program runs on a schema that is one version ahead of it, so that an upgrade can be taken
/// back; scripts change nothing that the version before needs.
/// </summary>
public static class SchemaRunner
{
    const string VersionLine = "-- version ";

    const string Bookkeeping =
        """
        CREATE TABLE IF NOT EXISTS schema_scripts (name TEXT PRIMARY KEY, run_at BIGINT NOT NULL);
        CREATE TABLE IF NOT EXISTS schema_versions (version BIGINT PRIMARY KEY, run_at BIGINT NOT NULL)
        """;

    /// <summary>Names of the scripts that were run now.</summary>
    public static async Task<IReadOnlyList<string>> Run(Database database, IEnumerable<Assembly> modules, TimeProvider clock)
    {
        await using var alone = await database.LockSchema();
        await database.Write((connection, transaction) => connection.ExecuteAsync(Bookkeeping, transaction: transaction));
        var known = (await database.Read(connection => connection.QueryAsync<string>(
            "SELECT name FROM schema_scripts"))).ToHashSet();
        var ran = new List<string>();
        foreach (var script in Scripts(database.Engine, modules).Where(script => !known.Contains(script.Name)))
        {
            await database.Write((connection, transaction) => Run(script, connection, transaction, clock));
            ran.Add(script.Name);
        }

        return ran;
    }

    /// <summary>The same within a transaction that may still be undone; the caller is alone with the store.</summary>
    public static async Task Run(
        string engine, DbConnection connection, DbTransaction transaction, IEnumerable<Assembly> modules, TimeProvider clock)
    {
        await connection.ExecuteAsync(Bookkeeping, transaction: transaction);
        var known = (await connection.QueryAsync<string>("SELECT name FROM schema_scripts", transaction: transaction)).ToHashSet();
        foreach (var script in Scripts(engine, modules).Where(script => !known.Contains(script.Name)))
            await Run(script, connection, transaction, clock);
    }

    /// <summary>One sentence when the store was upgraded by a program too far ahead of this one; nothing is changed.</summary>
    public static async Task<string?> Check(Database database, IEnumerable<Assembly> modules)
    {
        if (!await database.HasTable("schema_versions"))
            return null;
        var stored = await database.Read(connection =>
            connection.ExecuteScalarAsync<long>("SELECT coalesce(max(version), 1) FROM schema_versions"));
        var ours = Scripts(database.Engine, modules).Max(script => script.Version);
        return stored <= ours + 1
            ? null
            : $"the database has version {stored} of the schema and needs a program of version {stored - 1} or later; this one has {ours}.";
    }

    /// <summary>The scripts of an engine in the order in which they run.</summary>
    public static IEnumerable<Script> Scripts(string engine, IEnumerable<Assembly> modules) =>
        from module in modules
        from resource in module.GetManifestResourceNames().Order(StringComparer.Ordinal)
        let parts = resource.Split('/')
        where parts.Length == 3 && parts[1] == engine
        select new Script($"{parts[0]}/{parts[2]}", Text(module, resource));

    static async Task Run(Script script, DbConnection connection, DbTransaction transaction, TimeProvider clock)
    {
        var row = new { name = script.Name, version = script.Version, now = clock.GetUtcNow().ToStored() };
        await connection.ExecuteAsync(script.Sql, transaction: transaction, commandTimeout: 0);
        await connection.ExecuteAsync(
            "INSERT INTO schema_scripts (name, run_at) VALUES (@name, @now)", row, transaction);
        await connection.ExecuteAsync(
            "INSERT INTO schema_versions (version, run_at) VALUES (@version, @now) ON CONFLICT (version) DO NOTHING",
            row,
            transaction);
    }

    static string Text(Assembly module, string resource)
    {
        using var reader = new StreamReader(module.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    /// <summary>A numbered script: <c>Module/NNNN-name.sql</c>.</summary>
    public sealed record Script(string Name, string Sql)
    {
        public long Version => Sql.StartsWith(VersionLine, StringComparison.Ordinal)
            ? long.Parse(Sql[VersionLine.Length..Sql.IndexOf('\n', StringComparison.Ordinal)], CultureInfo.InvariantCulture)
            : 1;
    }
}
