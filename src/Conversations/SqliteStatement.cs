using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Charla.Conversations;

/// <summary>
/// A prepared statement whose parameters are bound by their numbers. The write path runs several for each message; the
/// driver's command would look up every parameter by its name and turn JSON into strings and back.
/// </summary>
sealed class SqliteStatement : IDisposable
{
    readonly sqlite3 connection;
    readonly sqlite3_stmt statement;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        this.connection = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(this.connection, sql, out statement));
    }

    /// <param name="number">From 1, in the order of the statement's text; so for all of them.</param>
    public void Bind(int number, long value) => Check(raw.sqlite3_bind_int64(statement, number, value));

    public void Bind(int number, long? value)
    {
        if (value is { } known)
            Bind(number, known);
        else
            Check(raw.sqlite3_bind_null(statement, number));
    }

    public void Bind(int number, string? value) =>
        Check(value is null ? raw.sqlite3_bind_null(statement, number) : raw.sqlite3_bind_text(statement, number, value));

    /// <param name="utf8">Copied; it may change afterwards.</param>
    public void Bind(int number, ReadOnlySpan<byte> utf8) => Check(raw.sqlite3_bind_text(statement, number, utf8));

    /// <summary>How many rows it changed.</summary>
    public int Run()
    {
        Step();
        return raw.sqlite3_changes(connection);
    }

    /// <summary>Whether it found a row.</summary>
    public bool Finds() => Step() == raw.SQLITE_ROW;

    public void Dispose() => statement.Dispose();

    int Step()
    {
        try
        {
            var result = raw.sqlite3_step(statement);
            if (result is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
                Check(result);
            return result;
        }
        finally
        {
            raw.sqlite3_reset(statement);
        }
    }

    void Check(int result)
    {
        if (result != raw.SQLITE_OK)
            SqliteException.ThrowExceptionForRC(result, connection);
    }
}
