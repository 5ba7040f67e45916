using Charla.Server.Tests.Faults;
using Npgsql;

namespace Charla.Server.Tests;

/// <summary>The real program on a PostgreSQL that it cannot work on: one sentence, an exit code, and nothing is touched.</summary>
public sealed class BadStartTests : IAsyncLifetime
{
    TestStore store = null!;
    PostgresServer? server;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => (store, server) = (await TestStore.Make(), await PostgresServer.Running);

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task A_user_who_may_not_make_tables_is_told_and_none_is_made()
    {
        store.Open().Dispose();
        await server!.Do("DO $$ BEGIN CREATE ROLE guest LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        await Refuses("Username=guest", "\"guest\" may not create tables; GRANT CREATE ON SCHEMA public TO \"guest\".");
        Assert.Equal(0, await Tables());
    }

    [Fact]
    public async Task A_database_that_is_read_only_is_told()
    {
        store.Open().Dispose();
        await server!.Do($"ALTER DATABASE {new NpgsqlConnectionStringBuilder(store.Options.ConnectionString).Database} SET default_transaction_read_only = on");
        await Refuses("", "the server takes no writes: it is a standby, or set to read only.");
        Assert.Equal(0, await Tables());
    }

    [Fact]
    public async Task A_database_of_another_cluster_is_told()
    {
        await using (await ServerProcess.Start(store, Cancel))
        {
            // It gives the database the id of its cluster.
        }

        var before = await Tables();
        await Refuses("", "the database belongs to the cluster \"charla\", not to \"other\" (Cluster:Id).", "--Cluster:Id", "other");
        Assert.Equal(before, await Tables());
    }

    [Fact]
    public void A_server_that_is_too_old_is_told() => Assert.Equal(
        "the server is PostgreSQL 13.22; version 14 or later is needed.",
        StoreCheck.Lack(new StoreCheck.Server(130_022, "13.22", "UTF8", IsReadOnly: false, MayCreate: true, "charla")));

    async Task Refuses(string changed, string sentence, params string[] words)
    {
        var connection = $"{store.Options.ConnectionString};{changed}";
        var (code, said) = await CharlaCommand.Run(
        [
            "serve", "--urls", "http://127.0.0.1:0", "--data", store.Options.Folder, "--Storage:Provider", "postgres",
            "--Storage:ConnectionString", connection, .. words,
        ]);
        Assert.Equal((1, $"Storage:ConnectionString: {sentence}\n"), (code, said));
    }

    async Task<long> Tables()
    {
        await using var connection = new NpgsqlConnection(store.Options.ConnectionString);
        await connection.OpenAsync(Cancel);
        await using var count = new NpgsqlCommand("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace", connection);
        return (long)(await count.ExecuteScalarAsync(Cancel))!;
    }
}
