using Charla.Kernel.Storage;
using Dapper;

namespace Charla.Server.Tests;

/// <summary>What a process remembers of the store is never older than what it heard.</summary>
public sealed class RememberedTests : IAsyncLifetime
{
    TestStore store = null!;
    Database database = null!;
    Remembered<string, string> words = null!;
    int reads;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        store = await TestStore.Make();
        database = store.Open();
        await database.Write((connection, transaction) => connection.ExecuteAsync(
            "CREATE TABLE words (name TEXT PRIMARY KEY, word TEXT NOT NULL); INSERT INTO words VALUES ('day', 'Monday')",
            transaction: transaction));
        words = new Remembered<string, string>(database, "words", most: 100, key => key);
        for (var waited = 0; !database.Announcements.AreHeard; waited++)
        {
            Assert.True(waited < 500);
            await Task.Delay(10, Cancel);
        }
    }

    public async ValueTask DisposeAsync()
    {
        database?.Dispose();
        await store.DisposeAsync();
    }

    [Fact]
    public async Task What_was_read_is_remembered_until_it_changes()
    {
        Assert.Equal("Monday", await words.Of("day", Read));
        Assert.Equal("Monday", await words.Of("day", Read));
        Assert.Equal(1, reads);
        await Write("Tuesday");
        Assert.Equal("Tuesday", await words.Of("day", Read));
    }

    [Fact]
    public async Task What_was_read_before_a_change_is_not_remembered_after_it()
    {
        var (hasRead, mayReturn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var before = words.Of("day", async key =>
        {
            var word = await Read(key);
            hasRead.SetResult();
            await mayReturn.Task;
            return word;
        });
        await hasRead.Task;
        await Write("Tuesday");
        Assert.Equal("Tuesday", await words.Of("day", Read));
        mayReturn.SetResult();
        Assert.Equal("Monday", await before);
        Assert.Equal("Tuesday", await words.Of("day", Read));
    }

    [Fact]
    public async Task Many_together_are_held_to_the_same()
    {
        var (hasRead, mayReturn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var before = words.OfAll(["day", "night"], async keys =>
        {
            var word = (await Read("day"))!;
            hasRead.SetResult();
            await mayReturn.Task;
            return new Dictionary<string, string> { ["day"] = word };
        });
        await hasRead.Task;
        await Write("Tuesday");
        mayReturn.SetResult();
        Assert.Equal("Monday", Assert.Single(await before).Value);
        Assert.Equal("Tuesday", await words.Of("day", Read));
        Assert.Equal(
            "Tuesday",
            Assert.Single(await words.OfAll(["day"], _ => throw new InvalidOperationException("It is remembered."))).Value);
    }

    [Fact]
    public async Task Neither_absence_nor_a_failed_read_is_remembered()
    {
        Assert.Null(await words.Of("night", _ => Task.FromResult<string?>(null)));
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await words.Of("night", _ => throw new InvalidOperationException("The store is away.")));
        Assert.Equal("moon", await words.Of("night", _ => Task.FromResult<string?>("moon")));
    }

    /// <summary>Seed 20170418: readers and writers at once; whoever begins after a write returned reads it or a later one.</summary>
    [Fact]
    public async Task A_reader_never_sees_less_than_was_written_before_it_began()
    {
        var written = 0;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await Write("0");
        var readers = Enumerable.Range(0, 4).Select(number => Task.Run(async () =>
        {
            var random = new Random(20170418 + number);
            while (!stop.IsCancellationRequested)
            {
                var atLeast = Volatile.Read(ref written);
                var word = await words.Of("day", async key =>
                {
                    var read = await Read(key);
                    if (random.Next(3) == 0)
                        await Task.Delay(random.Next(3), Cancel);
                    return read;
                });
                Assert.InRange(int.Parse(word!, null), atLeast, int.MaxValue);
                await Task.Yield();
            }
        })).ToList();
        for (var number = 1; number <= 200; number++)
        {
            await Write($"{number}");
            Volatile.Write(ref written, number);
        }

        await stop.CancelAsync();
        await Task.WhenAll(readers);
    }

    Task<string?> Read(string key)
    {
        Interlocked.Increment(ref reads);
        return database.Read(connection =>
            connection.ExecuteScalarAsync<string?>("SELECT word FROM words WHERE name = @key", new { key }));
    }

    Task<int> Write(string word) => words.Change("day", (connection, transaction) => connection.ExecuteAsync(
        "UPDATE words SET word = @word WHERE name = 'day'", new { word }, transaction));
}
