using System.Globalization;
using System.Reflection;
using Charla.Conversations.Contracts;
using Charla.Inbox;
using Charla.Kernel;
using Charla.Kernel.Storage;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Charla.Server;

/// <summary>One move, from the first look to the commit.</summary>
sealed class MoveOfTables(
    SqliteConnection source, PostgresDatabase database, Assembly[] modules, TimeProvider clock, TextWriter progress)
{
    const int TellEvery = 100_000;

    static readonly string[] NotCopied = ["schema_scripts", "schema_versions", .. MovedJournal.NotCopied];

    /// <summary>Columns that only PostgreSQL has, made of those that are there.</summary>
    static readonly Dictionary<(string Table, string Column), string> Derived = new()
    {
        [("conversations", "decided_on")] = "version - 1",
    };

    public async Task<string?> Do()
    {
        await using var alone = await database.LockSchema();
        await using var target = database.OpenWriter();
        await target.ExecuteAsync("SET idle_in_transaction_session_timeout = 0");
        await using var writing = await target.BeginTransactionAsync();
        if (await target.ExecuteScalarAsync<bool>(
                "SELECT EXISTS (SELECT 1 FROM pg_class WHERE relnamespace = current_schema()::regnamespace)", transaction: writing))
        {
            return "the database holds tables already; move into an empty one.";
        }

        await using var reading = source.BeginTransaction(deferred: false);
        if (await source.QueryFirstAsync<string>("PRAGMA quick_check(1)", transaction: reading) is not "ok" and var damage)
            return $"the SQLite file is damaged ({damage}).";
        var known = SchemaRunner.Scripts(StorageOptions.Sqlite, modules).Select(script => script.Name);
        if ((await source.QueryAsync<string>("SELECT name FROM schema_scripts", transaction: reading)).Except(known).Any())
            return "the SQLite file was upgraded by a later version of Charla, which can move it.";

        // The file itself stays as it is: its upgrade is undone with the transaction.
        await SchemaRunner.Run(StorageOptions.Sqlite, source, reading, modules, clock);
        await SchemaRunner.Run(StorageOptions.Postgres, target, writing, modules, clock);
        await target.ExecuteAsync("DELETE FROM epoch", transaction: writing);
        var moved = 0;
        foreach (var table in await Tables())
        {
            if (await Copy(table, target) is { } problem)
                return problem;
            moved++;
        }

        var checkpoints = await source.QueryAsync<(string, long)>("SELECT follower, position FROM checkpoints", transaction: reading);
        var kept = checkpoints.Where(one => !InboxModule.BeginAnewOnAnotherEngine.Contains(one.Item1));
        if (await MovedJournal.Settle(target, writing, kept) is { } broken)
            return broken;
        await ContinueNumbers(target, writing);
        await writing.CommitAsync();
        await progress.WriteLineAsync($"Verified {moved} tables: the rows and their hashes are the same on both sides.");
        return null;
    }

    /// <summary>
    /// In the order in which they were made: what a row refers to is there before it. Without the virtual tables and what
    /// stands behind them, which is SQLite's alone.
    /// </summary>
    async Task<IEnumerable<string>> Tables() => (await source.QueryAsync<string>(
        """
        SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
          AND name IN (SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table')
        ORDER BY rowid
        """)).Except(NotCopied);

    /// <summary>One sentence when what arrived is not what left.</summary>
    async Task<string?> Copy(string table, NpgsqlConnection target)
    {
        var columns = await Columns(table, target);
        var names = string.Join(", ", columns.Select(column => $"\"{column.Name}\""));
        var left = await Write(table, names, columns, target);
        var arrived = new TableSum();
        await using var back = await target.ExecuteReaderAsync($"SELECT {names} FROM \"{table}\"", commandTimeout: 0);
        while (await back.ReadAsync())
            arrived.Add(back);
        if (!left.IsSameAs(arrived))
            return $"{table} did not arrive as it left ({left.Rows} rows, {arrived.Rows} there); nothing was moved.";
        if (left.Rows > 0)
            await progress.WriteLineAsync($"{table}: {Count(left.Rows)} rows.");
        return null;
    }

    async Task<TableSum> Write(string table, string names, IReadOnlyList<Column> columns, NpgsqlConnection target)
    {
        var sum = new TableSum();
        await using var command = source.CreateCommand();
        command.CommandText = $"SELECT {string.Join(", ", columns.Select(column => column.From))} FROM \"{table}\"";
        await using var rows = await command.ExecuteReaderAsync();
        await using var copy = await target.BeginBinaryImportAsync($"COPY \"{table}\" ({names}) FROM STDIN (FORMAT BINARY)");
        copy.Timeout = TimeSpan.Zero;
        while (await rows.ReadAsync())
        {
            sum.Add(rows);
            await copy.StartRowAsync();
            for (var column = 0; column < columns.Count; column++)
                await Write(copy, rows.GetValue(column), columns[column].Type);
            if (sum.Rows % TellEvery == 0)
                await progress.WriteLineAsync($"{table}: {Count(sum.Rows)} rows so far.");
        }

        await copy.CompleteAsync();
        return sum;
    }

    static Task Write(NpgsqlBinaryImporter copy, object value, string type) =>
        value is DBNull ? copy.WriteNullAsync() : copy.WriteAsync(value, type);

    /// <exception cref="InvalidOperationException">The engines' schemas do not fit: something would be lost.</exception>
    async Task<IReadOnlyList<Column>> Columns(string table, NpgsqlConnection target)
    {
        var ours = (await source.QueryAsync<string>("SELECT name FROM pragma_table_info(@table)", new { table })).ToHashSet();
        var columns = (await target.QueryAsync<(string Name, string Type, bool IsNeeded)>(
            """
            SELECT attname, format_type(atttypid, NULL), attnotnull AND NOT atthasdef AND attidentity = ''
            FROM pg_attribute WHERE attrelid = to_regclass(@table) AND attnum > 0 AND NOT attisdropped ORDER BY attnum
            """,
            new { table })).ToList();
        if (ours.Except(columns.Select(column => column.Name)).FirstOrDefault() is { } lost)
            throw new InvalidOperationException($"PostgreSQL has no {table}.{lost}.");
        List<Column> found = [];
        foreach (var (name, type, isNeeded) in columns)
        {
            if (ours.Contains(name))
                found.Add(new Column(name, type, $"\"{name}\""));
            else if (Derived.TryGetValue((table, name), out var from))
                found.Add(new Column(name, type, from));
            else if (isNeeded)
                throw new InvalidOperationException($"Nothing says what {table}.{name} is.");
        }

        return found;
    }

    /// <summary>What counts by itself goes on after the highest number.</summary>
    static async Task ContinueNumbers(NpgsqlConnection target, NpgsqlTransaction writing)
    {
        var counted = await target.QueryAsync<(string Table, string Column)>(
            "SELECT attrelid::regclass::TEXT, attname FROM pg_attribute WHERE attidentity <> '' AND attnum > 0", transaction: writing);
        foreach (var (table, column) in counted)
        {
            await target.ExecuteAsync(
                $"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), (SELECT coalesce(max({column}), 0) + 1 FROM {table}), false)",
                transaction: writing,
                commandTimeout: 0);
        }
    }

    static string Count(long rows) => rows.ToString("N0", CultureInfo.InvariantCulture);

    /// <param name="From">What SQLite reads it from.</param>
    readonly record struct Column(string Name, string Type, string From);
}
