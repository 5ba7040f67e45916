using Charla.Kernel;
using Charla.Kernel.Storage;

namespace Charla.Server.Tests;

/// <summary>Where a test keeps its data: a PostgreSQL database of its own, and a folder for files and keys.</summary>
sealed class TestStore : IAsyncDisposable
{
    /// <summary>How often a test that kills the server does it.</summary>
    public const int Kills = 10;

    TestStore(string? connectionString) => Options = new StorageOptions
    {
        Folder = Directory.CreateTempSubdirectory("charla-test-").FullName,
        Provider = StorageOptions.Postgres,
        ConnectionString = connectionString,
    };

    public StorageOptions Options { get; }

    /// <summary>What the machine lacks for this store.</summary>
    public string? Missing => Options.ConnectionString is null ? PostgresServer.What : null;

    /// <summary>The settings that make a server use it.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Storage:Folder"] = Options.Folder,
        ["Storage:Provider"] = Options.Provider,
        ["Storage:ConnectionString"] = Options.ConnectionString!,
    };

    public static async Task<TestStore> Make() =>
        new(await PostgresServer.Running is { } server ? await server.MakeDatabase() : null);

    public Database Open()
    {
        if (Missing is { } what)
            Needs.Skip(what);
        return Database.Open(Options);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Options.Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
