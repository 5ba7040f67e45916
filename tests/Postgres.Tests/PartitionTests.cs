using Charla.Conversations;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Kernel.Storage;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;

namespace Charla.Server.Tests;

/// <summary>The program and the database agree on which page is in which partition.</summary>
public sealed class PartitionTests : IAsyncLifetime
{
    const int Pages = 500;
    const int Seed = 20170418;

    TestStore store = null!;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => store = await TestStore.Make();

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(12)]
    public async Task A_page_is_in_the_partition_that_the_database_puts_it_in(int partitions)
    {
        store.Options.Partitions = partitions;
        using var database = await Prepared();
        var random = new Random(Seed);
        var pages = Enumerable.Range(0, Pages).Select(_ => random.NextInt64(1, 1L << 53)).Append(-1).Append(long.MinValue).ToArray();
        var told = await database.Read(connection => connection.QueryAsync<(long Page, int Partition)>(
            """
            SELECT page, partition FROM unnest(@pages) AS page, generate_series(0, @partitions - 1) AS partition
            WHERE satisfies_hash_partition('entries'::regclass, @partitions, partition, page)
            """,
            new { pages, partitions }));
        Assert.Equal(pages.Order(), told.Select(row => row.Page).Order());
        Assert.All(told, row => Assert.Equal(row.Partition, Partitions.Of(new PageId(row.Page), partitions)));
    }

    [Fact]
    public async Task The_number_of_partitions_is_the_one_the_database_was_made_with()
    {
        store.Options.Partitions = 3;
        (await Prepared()).Dispose();
        store.Options.Partitions = 8;
        using var database = await Prepared();
        Assert.Equal(3, await new ConversationStore(database).Partitions());
    }

    [Fact]
    public async Task Positions_are_dense_in_each_partition_though_several_processes_write_it()
    {
        using var database = await Prepared();
        var conversations = new ConversationStore(database);
        var journals = Enumerable.Range(0, 3).Select(_ => new Journal(database, conversations, NullLogger<Journal>.Instance)).ToList();
        foreach (var journal in journals)
            await journal.StartAsync(Cancel);
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(async () =>
        {
            var writer = new ActiveConversations(conversations, journals[i % 3], new LiveChannels(), TimeProvider.System);
            var conversation = await writer.Activate(new ConversationId(new PageId(1 + (i % 20)), new Psid(i + 1)));
            for (var message = 0; message < 20; message++)
            {
                var content = new MessageContent { Text = "Is there rye bread today?" };
                Assert.True((await conversation.Do(new Send(Author.Person, $"c{message}", content))).IsAccepted);
            }
        })));
        journals.ForEach(journal => journal.Dispose());

        for (var partition = 0; partition < store.Options.Partitions; partition++)
        {
            var entries = await conversations.AfterPosition(partition, 0, 10_000);
            Assert.Equal(Enumerable.Range(1, entries.Count).Select(position => (long)position), entries.Select(entry => entry.Position));
        }
    }

    async Task<Database> Prepared()
    {
        var database = store.Open();
        await SchemaRunner.Run(database, [typeof(ConversationsModule).Assembly], TimeProvider.System);
        return database;
    }
}
