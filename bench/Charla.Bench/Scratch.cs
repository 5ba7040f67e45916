using Charla.Conversations;
using Charla.Kernel;
using Charla.Kernel.Storage;
using Npgsql;

namespace Charla.Bench;

/// <summary>
/// An empty store, thrown away afterwards: a SQLite file, or a new database of the PostgreSQL server that a connection
/// string names.
/// </summary>
sealed class Scratch : IDisposable
{
    readonly string? server;

    public Scratch(string? server = null)
    {
        this.server = server;
        Options = new StorageOptions { Folder = Directory.CreateTempSubdirectory("charla-bench-").FullName };
        if (server is null)
            return;
        Options.Provider = StorageOptions.Postgres;
        Options.ConnectionString = $"{server};Database=charla_bench_{Ids.NewSecret(40)}";
        Administer($"CREATE DATABASE {Name}");
    }

    public StorageOptions Options { get; }

    /// <summary>The settings that make a server use it.</summary>
    public IEnumerable<string> Arguments => server is null
        ? ["--data", Options.Folder]
        : ["--data", Options.Folder, "--Storage:Provider", Options.Provider, "--Storage:ConnectionString", Options.ConnectionString!];

    string Name => new NpgsqlConnectionStringBuilder(Options.ConnectionString).Database!;

    /// <summary>Opens it with the journal's schema.</summary>
    public Database Open()
    {
        var database = Database.Open(Options);
        SchemaRunner.Run(database, [typeof(ConversationsModule).Assembly], TimeProvider.System).GetAwaiter().GetResult();
        return database;
    }

    public void Dispose()
    {
        if (server is not null)
            Administer($"DROP DATABASE {Name} WITH (FORCE)");
        Directory.Delete(Options.Folder, recursive: true);
    }

    void Administer(string sql)
    {
        using var source = NpgsqlDataSource.Create($"{server};Database=postgres;Pooling=false");
        using var command = source.CreateCommand(sql);
        command.ExecuteNonQuery();
    }
}
