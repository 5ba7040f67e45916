using Charla.Conversations;
using Charla.Kernel;
using Charla.Kernel.Storage;
using Dapper;

namespace Charla.Server.Tests;

/// <summary>The program and the database agree on which page is in which partition.</summary>
public sealed class PartitionTests : IAsyncLifetime
{
    const int Pages = 500;
    const int Seed = 20170418;

    TestStore store = null!;

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

    async Task<Database> Prepared()
    {
        var database = store.Open();
        await SchemaRunner.Run(database, [typeof(ConversationsModule).Assembly], TimeProvider.System);
        return database;
    }
}
