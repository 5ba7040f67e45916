using System.Globalization;
using Charla.Kernel.Storage;
using Dapper;

namespace Charla.Server.Cluster;

/// <summary>What the cluster must not forget to do, in the database: each silo looks after a range of hashes.</summary>
sealed class ReminderTable(Database database) : IReminderTable
{
    const string Columns = "grain AS Grain, name AS Name, start_at AS StartAt, period AS Period, etag AS Etag";

    public Task<ReminderTableData> ReadRows(GrainId grainId) => Read("grain = @grain", new { grain = grainId.ToString() });

    /// <summary>Those after the first hash, up to and with the second; around the end of the ring if that is before.</summary>
    public Task<ReminderTableData> ReadRows(uint begin, uint end) => Read(
        begin < end ? "hash > @begin AND hash <= @end" : "hash > @begin OR hash <= @end",
        new { begin = (long)begin, end = (long)end });

    public async Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) =>
        (await Read("grain = @grain AND name = @reminderName", new { grain = grainId.ToString(), reminderName }))
        .Reminders.SingleOrDefault();

    /// <summary>The new etag.</summary>
    public Task<string?> UpsertRow(ReminderEntry entry) => database.Write((connection, transaction) =>
        connection.QuerySingleAsync<string?>(
            """
            INSERT INTO reminders (grain, name, hash, start_at, period, etag)
            VALUES (@grain, @name, @hash, @start, @period, gen_random_uuid()::TEXT)
            ON CONFLICT (grain, name) DO UPDATE SET
              start_at = excluded.start_at, period = excluded.period, etag = excluded.etag
            RETURNING etag
            """,
            new
            {
                grain = entry.GrainId.ToString(),
                name = entry.ReminderName,
                hash = (long)entry.GrainId.GetUniformHashCode(),
                start = new DateTimeOffset(entry.StartAt, TimeSpan.Zero).ToStored(),
                period = (long)entry.Period.TotalMilliseconds,
            },
            transaction));

    /// <summary>Only if it is still what the caller knows.</summary>
    public async Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) => await database.Write(
        (connection, transaction) => connection.ExecuteAsync(
            "DELETE FROM reminders WHERE grain = @grain AND name = @reminderName AND etag = @eTag",
            new { grain = grainId.ToString(), reminderName, eTag },
            transaction)) == 1;

    public Task TestOnlyClearTable() => database.Write((connection, transaction) =>
        connection.ExecuteAsync("DELETE FROM reminders", transaction: transaction));

    async Task<ReminderTableData> Read(string condition, object values)
    {
        var rows = await database.Read(connection => connection.QueryAsync<Row>(
            $"SELECT {Columns} FROM reminders WHERE {condition}", values));
        return new ReminderTableData(rows.Select(row => row.ToEntry()));
    }

    sealed record Row(string Grain, string Name, long StartAt, long Period, string Etag)
    {
        public ReminderEntry ToEntry() => new()
        {
            GrainId = GrainId.Parse(Grain, CultureInfo.InvariantCulture),
            ReminderName = Name,
            StartAt = StartAt.ToInstant().UtcDateTime,
            Period = TimeSpan.FromMilliseconds(Period),
            ETag = Etag,
        };
    }
}
