using Charla.Conversations;
using Charla.Kernel;
using Charla.Kernel.Storage;
using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Charla.Server.Tests;

/// <summary>What is wrong with a PostgreSQL is one sentence at the start, and nothing is touched.</summary>
public sealed class StoreCheckTests : IAsyncLifetime
{
    TestStore store = null!;
    PostgresServer? server;

    public async ValueTask InitializeAsync() => (store, server) = (await TestStore.Make(), await PostgresServer.Running);

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task An_empty_database_is_sound_and_stays_empty()
    {
        using var database = store.Open();
        Assert.Null(await Check(""));
        Assert.False(await database.HasTable("schema_scripts"));
    }

    [Theory]
    [InlineData("Port=1", "the server cannot be reached: ")]
    [InlineData("Database=nowhere", "the server refuses: database \"nowhere\" does not exist.")]
    [InlineData("Colour=red", "cannot be read: ")]
    public async Task A_wrong_connection_string_is_told(string wrong, string sentence)
    {
        using var database = store.Open();
        Assert.StartsWith(sentence, await Check(wrong), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_without_rights_is_told()
    {
        using var database = store.Open();
        await server!.Do("DO $$ BEGIN CREATE ROLE guest LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        Assert.Equal("\"guest\" may not create tables; GRANT CREATE ON SCHEMA public TO \"guest\".", await Check("Username=guest"));
    }

    [Fact]
    public async Task A_server_that_takes_no_writes_is_told()
    {
        using var database = store.Open();
        await server!.Do($"ALTER DATABASE {Name} SET default_transaction_read_only = on");
        Assert.Equal("the server takes no writes: it is a standby, or set to read only.", await Check(""));
    }

    [Fact]
    public async Task A_database_of_another_alphabet_is_told()
    {
        using var database = store.Open();
        await server!.Do($"CREATE DATABASE {Name}_latin ENCODING LATIN1 LOCALE 'C' TEMPLATE template0");
        Assert.Equal("the database keeps text as LATIN1; make one with UTF8.", await Check($"Database={Name}_latin"));
    }

    [Fact]
    public async Task A_schema_of_a_much_newer_program_is_told_and_that_of_the_next_is_not()
    {
        using var database = store.Open();
        await SchemaRunner.Run(database, [typeof(ConversationsModule).Assembly], TimeProvider.System);
        var ours = await Newest(database);
        await Upgrade(database, ours + 1);
        Assert.Null(await Check(""));
        await Upgrade(database, ours + 2);
        Assert.Equal(
            $"the database has version {ours + 2} of the schema and needs a program of version {ours + 1} or later; this one has {ours}.",
            await Check(""));
    }

    [Fact]
    public async Task Processes_that_start_together_upgrade_the_schema_once()
    {
        var databases = Enumerable.Range(0, 4).Select(_ => store.Open()).ToList();
        var ran = await Task.WhenAll(databases.Select(database => Task.Run(() =>
            SchemaRunner.Run(database, [typeof(ConversationsModule).Assembly], TimeProvider.System))));
        Assert.Equal(
            SchemaRunner.Scripts("postgres", [typeof(ConversationsModule).Assembly]).Select(script => script.Name),
            Assert.Single(ran, names => names.Count > 0));
        databases.ForEach(database => database.Dispose());
    }

    [Fact]
    public async Task A_data_folder_of_another_database_is_told_and_nothing_is_touched()
    {
        using (var database = store.Open())
        {
            await SchemaRunner.Run(database, [typeof(KernelModule).Assembly, typeof(ConversationsModule).Assembly], TimeProvider.System);
            await FolderMark.Set(database);
            await FolderMark.Set(database);
        }

        Assert.Null(await Check(""));
        await server!.Do($"CREATE DATABASE {Name}_other");
        Assert.Contains("belongs to another database", await Check($"Database={Name}_other"), StringComparison.Ordinal);
        using (var other = Database.Open(new StorageOptions
        {
            Folder = store.Options.Folder,
            Provider = StorageOptions.Postgres,
            ConnectionString = $"{store.Options.ConnectionString};Database={Name}_other",
        }))
        {
            Assert.False(await other.HasTable("schema_scripts"));
        }

        var (code, said) = await CharlaCommand.Run(["serve", "--data", store.Options.Folder, "--urls", "http://127.0.0.1:0"]);
        Assert.Equal(1, code);
        Assert.Contains("belongs to a PostgreSQL database", said, StringComparison.Ordinal);
        Assert.Equal(["store.id"], Directory.EnumerateFileSystemEntries(store.Options.Folder).Select(Path.GetFileName));
    }

    string Name => new NpgsqlConnectionStringBuilder(store.Options.ConnectionString).Database!;

    async Task<string?> Check(string changed)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(store.Settings!).AddInMemoryCollection(
            [new("Storage:ConnectionString", $"{store.Options.ConnectionString};{changed}")]).Build();
        var services = new ServiceCollection().AddSchema(typeof(ConversationsModule).Assembly);
        var problem = (await StoreCheck.Problems(settings, services)).SingleOrDefault();
        Assert.True(problem is null or { Key: "Storage:ConnectionString" });
        return problem?.Sentence;
    }

    static Task<long> Newest(Database database) => database.Read(connection =>
        connection.ExecuteScalarAsync<long>("SELECT max(version) FROM schema_versions"));

    static Task Upgrade(Database database, long version) => database.Write((connection, transaction) =>
        connection.ExecuteAsync("INSERT INTO schema_versions VALUES (@version, 0)", new { version }, transaction));
}
