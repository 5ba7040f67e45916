using Charla.Kernel.Storage;
using Charla.Server.Cluster;

namespace Charla.Server.Tests.Clusters;

/// <summary>What Orleans asks of a table of reminders.</summary>
public sealed class ReminderTableTests : IAsyncLifetime
{
    static readonly DateTime Start = new(2026, 1, 1, 10, 0, 0, DateTimeKind.Utc);

    TestStore storage = null!;
    Database database = null!;
    ReminderTable table = null!;

    public async ValueTask InitializeAsync()
    {
        storage = await TestStore.Make();
        database = storage.Open();
        await SchemaRunner.Run(database, [typeof(Membership).Assembly], TimeProvider.System);
        table = new ReminderTable(database);
    }

    public async ValueTask DisposeAsync()
    {
        database.Dispose();
        await storage.DisposeAsync();
    }

    [Fact]
    public async Task A_reminder_comes_back_as_it_was_put_and_each_change_has_another_etag()
    {
        var first = await table.UpsertRow(Reminder(1, "sweep"));
        var second = await table.UpsertRow(Reminder(1, "sweep", TimeSpan.FromHours(2)));
        Assert.NotEqual(first, second);
        var read = await table.ReadRow(Grain(1), "sweep");
        Assert.Equal(
            (Grain(1), "sweep", Start, TimeSpan.FromHours(2), second),
            (read!.GrainId, read.ReminderName, read.StartAt, read.Period, read.ETag));
        Assert.Null(await table.ReadRow(Grain(1), "another"));
        Assert.Null(await table.ReadRow(Grain(2), "sweep"));
    }

    [Fact]
    public async Task A_reminder_is_removed_by_who_knows_its_etag()
    {
        var first = await table.UpsertRow(Reminder(1, "sweep"));
        var second = await table.UpsertRow(Reminder(1, "sweep"));
        Assert.False(await table.RemoveRow(Grain(1), "sweep", first!));
        Assert.False(await table.RemoveRow(Grain(1), "another", second!));
        Assert.True(await table.RemoveRow(Grain(1), "sweep", second!));
        Assert.False(await table.RemoveRow(Grain(1), "sweep", second!));
        Assert.Empty((await table.ReadRows(Grain(1))).Reminders);
    }

    [Fact]
    public async Task A_grain_has_several()
    {
        await table.UpsertRow(Reminder(1, "sweep"));
        await table.UpsertRow(Reminder(1, "count"));
        await table.UpsertRow(Reminder(2, "sweep"));
        Assert.Equal(["count", "sweep"], (await table.ReadRows(Grain(1))).Reminders.Select(one => one.ReminderName).Order());
    }

    /// <summary>A range has no beginning of its own but its end, and goes around the end of the ring.</summary>
    [Fact]
    public async Task Reminders_are_found_by_ranges_of_hashes()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => table.UpsertRow(Reminder(i, "sweep"))));
        var hashes = Enumerable.Range(0, 40).Select(i => Grain(i).GetUniformHashCode()).Order().ToArray();
        foreach (var (begin, end) in ((uint, uint)[])
            [(hashes[3], hashes[20]), (hashes[20], hashes[3]), (hashes[7], hashes[7]), (0, uint.MaxValue), (0, 0), (hashes[39], 0)])
        {
            var expected = hashes.Where(hash => begin < end ? hash > begin && hash <= end : hash > begin || hash <= end);
            Assert.Equal(expected, (await table.ReadRows(begin, end)).Reminders.Select(one => one.GrainId.GetUniformHashCode()).Order());
        }
    }

    static GrainId Grain(int number) => GrainId.Create("sweep", $"{number}");

    static ReminderEntry Reminder(int grain, string name, TimeSpan? period = null) => new()
    {
        GrainId = Grain(grain),
        ReminderName = name,
        StartAt = Start,
        Period = period ?? TimeSpan.FromHours(1),
    };
}
