using System.Text.Json;
using Charla.Kernel;
using Charla.Kernel.Storage;

namespace Charla.Platform.Webhooks;

/// <summary>Many rows as one parameter, which holds them as JSON: both engines read it as a table.</summary>
static class Rows
{
    public static string Of<T>(IEnumerable<T> rows) => JsonSerializer.Serialize(rows);

    /// <summary>The table, under the name <c>new</c>.</summary>
    /// <param name="columns">Names of the rows' fields, which are whole numbers unless the type stands behind a colon.</param>
    public static string Table(Database database, string parameter, IReadOnlyList<string> columns)
    {
        var named = columns.Select(column => column.Split(':') is [var name, var type] ? (Name: name, Type: type) : (Name: column, Type: "BIGINT"));
        return database.Engine == StorageOptions.Postgres
            ? $"json_to_recordset(@{parameter}::json) AS new ({string.Join(", ", named.Select(column => $"{column.Name} {column.Type}"))})"
            : $"(SELECT {string.Join(", ", named.Select(column => $"value->>'{column.Name}' AS {column.Name}"))} FROM json_each(@{parameter})) AS new";
    }
}
