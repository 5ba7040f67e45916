using Charla.Conversations;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Kernel.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Charla.Server.Tests;

/// <summary>A partition has one home at a time; whoever had it before writes nothing any more, whatever it believes.</summary>
public sealed class TermTests : IAsyncLifetime
{
    const int Partition = 3;
    const int Conversations = 12;

    TestStore storage = null!;
    Database database = null!;
    ConversationStore store = null!;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        storage = await TestStore.Make();
        database = storage.Open();
        await SchemaRunner.Run(database, [typeof(ConversationsModule).Assembly], TimeProvider.System);
        store = new ConversationStore(database);
    }

    public async ValueTask DisposeAsync()
    {
        database.Dispose();
        await storage.DisposeAsync();
    }

    [Fact]
    public async Task A_later_home_ends_the_term_of_the_one_before_amid_its_work()
    {
        using var older = await Opened();
        using var newer = JournalWriter.Of(database, Partition, NullLogger.Instance);
        var olderConversations = Of(older);
        var acknowledged = new List<(ConversationId Conversation, string ClientId, long Seq)>();
        var senders = Ids().Select(id => Task.Run(async () =>
        {
            for (var i = 0; ; i++)
            {
                var outcome = await olderConversations.Of(id).Do(Message(i));
                if (!outcome.IsAccepted)
                    return outcome.Refusal;
                lock (acknowledged)
                    acknowledged.Add((id, $"c{i}", outcome.Value.Seq));
            }
        })).ToList();
        while (Count(acknowledged) < 50 * Conversations)
            await Task.Delay(1, Cancel);
        await newer.Start();
        var lastOfOlder = await Last();
        Assert.All(await Task.WhenAll(senders), refusal => Assert.Equal(ConversationRefusals.Moved, refusal));
        await older.Ended.WaitAsync(TimeSpan.FromSeconds(5), Cancel);

        Assert.Equal((1, 2), (older.Term, newer.Term));
        Assert.Equal(lastOfOlder, await Last());
        foreach (var id in Ids())
        {
            var stored = await store.After(id, Log.Thread, 0, 100_000);
            Assert.Equal(Enumerable.Range(1, stored.Count).Select(seq => (long)seq), stored.Select(entry => entry.Seq));
            var numbers = stored.ToDictionary(entry => entry.ClientId!, entry => entry.Seq);
            Assert.All(acknowledged.Where(one => one.Conversation == id), one => Assert.Equal(one.Seq, numbers[one.ClientId]));
            var outcome = await Of(newer).Of(id).Do(Message(1_000_000));
            Assert.Equal(stored.Count + 1, outcome.Value?.Seq);
        }
    }

    [Fact]
    public async Task A_home_that_was_paused_and_wakes_up_writes_nothing()
    {
        using var paused = await Opened();
        var conversation = Of(paused).Of(Ids().First());
        Assert.True((await conversation.Do(Message(1))).IsAccepted);
        using var next = await Opened();
        Assert.Equal(2, (await Of(next).Of(Ids().First()).Do(Message(2))).Value?.Seq);

        Assert.Equal(ConversationRefusals.Moved, (await conversation.Do(Message(3))).Refusal);
        await paused.Ended.WaitAsync(TimeSpan.FromSeconds(5), Cancel);
        Assert.Equal(["c1", "c2"], (await store.After(Ids().First(), Log.Thread, 0, 10)).Select(entry => entry.ClientId));
    }

    [Fact]
    public async Task A_home_whose_connection_was_cut_goes_on_unless_a_later_one_has_opened()
    {
        using var first = await Opened();
        var conversation = Of(first).Of(Ids().First());
        await Cut();
        Assert.True((await conversation.Do(Message(1))).IsAccepted);
        Assert.Equal(1, first.Term);
        using var next = await Opened();
        await Cut();
        Assert.Equal(ConversationRefusals.Moved, (await conversation.Do(Message(2))).Refusal);
    }

    [Fact]
    public async Task Followers_of_an_earlier_term_save_no_checkpoint_and_park_nothing()
    {
        var followers = new FollowerStore(database, store);
        Assert.Equal(0, await followers.TakeCheckpoint("listener", Partition, term: 1));
        await followers.SaveCheckpoint("listener", Partition, term: 1, position: 7);
        Assert.Equal(7, await followers.TakeCheckpoint("listener", Partition, term: 2));

        await Assert.ThrowsAsync<FollowerStore.TermIsOverException>(() => followers.SaveCheckpoint("listener", Partition, 1, 9));
        await Assert.ThrowsAsync<FollowerStore.TermIsOverException>(() => followers.TakeCheckpoint("listener", Partition, 1));
        var entry = new Entry(
            8, Ids().First(), Log.Team, 1, DateTimeOffset.UnixEpoch, Author.System, new StatusChanged(ConversationStatus.Open, 1));
        await followers.Park("listener", Partition, 1, entry, 1, DateTimeOffset.UnixEpoch, "too late");
        Assert.Empty(await followers.Troubled("listener", Partition));
        Assert.Equal(7, await followers.TakeCheckpoint("listener", Partition, term: 2));
    }

    static int Count<T>(List<T> list)
    {
        lock (list)
            return list.Count;
    }

    async Task<JournalWriter> Opened()
    {
        var journal = JournalWriter.Of(database, Partition, NullLogger.Instance);
        await journal.Start();
        return journal;
    }

    ActiveConversations Of(JournalWriter journal) => new(store, journal, new LiveChannels(), TimeProvider.System);

    async Task<long> Last() => (await store.AfterPosition(Partition, 0, 1_000_000)).Count;

    async Task Cut()
    {
        var name = new Npgsql.NpgsqlConnectionStringBuilder(storage.Options.ConnectionString).Database!;
        await (await PostgresServer.Running)!.Do(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = @name", new { name });
    }

    static Send Message(int number) => new(Author.Person, $"c{number}", new MessageContent { Text = $"message {number}" });

    /// <summary>Conversations of pages that are in the partition.</summary>
    static IEnumerable<ConversationId> Ids() => Enumerable.Range(1, int.MaxValue)
        .Select(page => new ConversationId(new PageId(page), new Psid(page)))
        .Where(id => Partitions.Of(id.Page, new StorageOptions().Partitions) == Partition).Take(Conversations);
}
