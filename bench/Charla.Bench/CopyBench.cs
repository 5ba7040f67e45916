using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;

namespace Charla.Bench;

/// <summary>
/// The two ways to hand PostgreSQL many rows in one statement: arrays that it unnests, and binary COPY. The same rows of
/// a journal's size into the same kind of table, one transaction a batch, one connection.
/// </summary>
static class CopyBench
{
    const int Rounds = 5;
    const string Insert = "INSERT INTO rows SELECT * FROM unnest(@a, @b, @c, @d)";
    static readonly TimeSpan RoundTime = TimeSpan.FromSeconds(1);
    static readonly int[] Sizes = [1, 8, 32, 128, 512];
    static readonly string Body = new('x', 350);

    public static async Task<int> Run()
    {
        await using var postgres = await PostgresUnderTest.Start();
        using var scratch = new Scratch(postgres.Server);
        using var source = NpgsqlDataSource.Create($"{scratch.Options.ConnectionString};Max Auto Prepare=20;Auto Prepare Min Usages=2");
        using var connection = source.OpenConnection();
        using (var create = new NpgsqlCommand("CREATE TABLE rows (a BIGINT, b BIGINT, c TEXT, d TEXT, PRIMARY KEY (a, b))", connection))
            create.ExecuteNonQuery();
        var next = 0L;
        foreach (var size in Sizes)
        {
            var rates = Enumerable.Range(0, Rounds).Select(_ => (
                Unnest: Rate(size, () => Unnest(connection, size, ref next)),
                Copy: Rate(size, () => Copy(connection, size, ref next)))).ToList();
            var (unnest, copy) = (Figures.Median(rates.Select(round => round.Unnest)), Figures.Median(rates.Select(round => round.Copy)));
            Figures.Print($"rows by unnest, batches of {size}", unnest, "rows/s", "");
            Figures.Print($"rows by COPY, batches of {size}", copy, "rows/s", $"{copy / unnest:0.00} of unnest");
        }

        return 0;
    }

    static double Rate(int size, Action write)
    {
        var (since, batches) = (Stopwatch.StartNew(), 0);
        for (; since.Elapsed < RoundTime; batches++)
            write();
        return batches * size / since.Elapsed.TotalSeconds;
    }

    static void Unnest(NpgsqlConnection connection, int size, ref long next)
    {
        var first = next;
        next += size;
        using var command = new NpgsqlCommand(Insert, connection);
        command.Parameters.Add(Array("a", NpgsqlDbType.Bigint, size, i => (first + i) % 1000));
        command.Parameters.Add(Array("b", NpgsqlDbType.Bigint, size, i => first + i));
        command.Parameters.Add(Array("c", NpgsqlDbType.Text, size, _ => "message"));
        command.Parameters.Add(Array("d", NpgsqlDbType.Text, size, _ => Body));
        command.ExecuteNonQuery();
    }

    static void Copy(NpgsqlConnection connection, int size, ref long next)
    {
        using var copy = connection.BeginBinaryImport("COPY rows FROM STDIN (FORMAT binary)");
        for (var i = 0; i < size; i++, next++)
        {
            copy.StartRow();
            copy.Write(next % 1000, NpgsqlDbType.Bigint);
            copy.Write(next, NpgsqlDbType.Bigint);
            copy.Write("message", NpgsqlDbType.Text);
            copy.Write(Body, NpgsqlDbType.Text);
        }

        copy.Complete();
    }

    static NpgsqlParameter<T[]> Array<T>(string name, NpgsqlDbType type, int size, Func<int, T> value) =>
        new(name, NpgsqlDbType.Array | type) { TypedValue = [.. Enumerable.Range(0, size).Select(value)] };
}
