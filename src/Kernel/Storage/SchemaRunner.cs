using System.Globalization;
using System.Reflection;
using Dapper;

namespace Charla.Kernel.Storage;

/// <summary>
/// Brings the store to the program's schema: runs each module's numbered SQL (embedded as <c>Module/NNNN-name.sql</c>)
/// once, in the order of modules, each in a transaction of its own.
/// </summary>
public static class SchemaRunner
{
    /// <summary>Names of the scripts that were run now.</summary>
    public static async Task<IReadOnlyList<string>> Run(Database database, IEnumerable<Assembly> modules, TimeProvider clock)
    {
        await database.Write((connection, transaction) => connection.ExecuteAsync(
            "CREATE TABLE IF NOT EXISTS schema_scripts (name TEXT PRIMARY KEY, run_at INTEGER NOT NULL)",
            transaction: transaction));
        var known = (await database.Read(connection => connection.QueryAsync<string>(
            "SELECT name FROM schema_scripts"))).ToHashSet();
        var ran = new List<string>();
        foreach (var (name, sql) in Scripts(modules).Where(script => !known.Contains(script.Name)))
        {
            await database.Write(async (connection, transaction) =>
            {
                await connection.ExecuteAsync(sql, transaction: transaction);
                await connection.ExecuteAsync(
                    "INSERT INTO schema_scripts (name, run_at) VALUES (@name, @now)",
                    new { name, now = clock.GetUtcNow().ToUnixTimeMilliseconds() },
                    transaction);
            });
            ran.Add(name);
        }

        return ran;
    }

    static IEnumerable<(string Name, string Sql)> Scripts(IEnumerable<Assembly> modules) =>
        from module in modules
        from name in module.GetManifestResourceNames().Order(StringComparer.Ordinal)
        where name.EndsWith(".sql", ignoreCase: false, CultureInfo.InvariantCulture)
        select (name, Text(module, name));

    static string Text(Assembly module, string name)
    {
        using var reader = new StreamReader(module.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
