using Charla.Conversations;
using Charla.Kernel;
using Charla.Kernel.Storage;
using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Charla.Server.Tests;

/// <summary>A SQLite file of another version of the program.</summary>
public sealed class SqliteSchemaTests : IAsyncLifetime
{
    TestStore store = null!;
    Database database = null!;

    public async ValueTask InitializeAsync()
    {
        store = await TestStore.Make();
        database = store.Open();
    }

    public async ValueTask DisposeAsync()
    {
        database.Dispose();
        await store.DisposeAsync();
    }

    [Fact]
    public async Task Followers_of_the_first_version_go_on_where_they_were()
    {
        var scripts = SchemaRunner.Scripts("sqlite", [typeof(ConversationsModule).Assembly]).Where(script => script.Version == 1);
        await database.Write(async (connection, transaction) =>
        {
            await connection.ExecuteAsync("CREATE TABLE schema_scripts (name TEXT PRIMARY KEY, run_at INTEGER NOT NULL)");
            foreach (var script in scripts)
            {
                await connection.ExecuteAsync(script.Sql);
                await connection.ExecuteAsync("INSERT INTO schema_scripts VALUES (@Name, 0)", new { script.Name });
            }

            await connection.ExecuteAsync("INSERT INTO followers VALUES ('frontdesk', 42)");
        });

        Assert.Null(await Check());
        await SchemaRunner.Run(database, [typeof(ConversationsModule).Assembly], TimeProvider.System);

        var conversations = new ConversationStore(database);
        Assert.Equal(42, await new FollowerStore(database, conversations).TakeCheckpoint("frontdesk", partition: 0, term: 0));
        Assert.Equal(1, await conversations.Partitions());
    }

    [Fact]
    public async Task A_file_of_a_much_newer_program_is_told()
    {
        await SchemaRunner.Run(database, [typeof(ConversationsModule).Assembly], TimeProvider.System);
        await database.Write((connection, transaction) =>
            connection.ExecuteAsync("INSERT INTO schema_versions VALUES (99, 0)", transaction: transaction));
        Assert.StartsWith(
            "the database has version 99 of the schema and needs a program of version 98 or later;", await Check(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_told()
    {
        var folder = Directory.CreateDirectory(Path.Combine(store.Options.Folder, "other")).FullName;
        await File.WriteAllTextAsync(SqliteDatabase.FileIn(folder), new string('x', 5000), TestContext.Current.CancellationToken);
        store.Options.Folder = folder;
        Assert.Contains("cannot be used", await Check(), StringComparison.Ordinal);
        store.Options.Folder = Path.GetDirectoryName(folder)!;
    }

    async Task<string?> Check()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(store.Settings!).Build();
        var services = new ServiceCollection().AddSchema(typeof(ConversationsModule).Assembly);
        return (await StoreCheck.Problems(settings, services)).SingleOrDefault()?.Sentence;
    }
}
