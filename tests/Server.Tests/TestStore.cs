using Charla.Kernel;
using Charla.Kernel.Storage;

namespace Charla.Server.Tests;

/// <summary>Where a test keeps its data: a SQLite file in a folder of its own, thrown away afterwards.</summary>
sealed class TestStore : IAsyncDisposable
{
    /// <summary>How often a test that kills the server does it.</summary>
    public const int Kills = 8;

    TestStore(string folder) => Options = new StorageOptions { Folder = folder };

    public StorageOptions Options { get; }

    /// <summary>What the machine lacks for this store; a file needs nothing.</summary>
    public string? Missing { get; }

    /// <summary>The settings that make a server use it.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Storage:Folder"] = Options.Folder };

    public static Task<TestStore> Make() =>
        Task.FromResult(new TestStore(Directory.CreateTempSubdirectory("charla-test-").FullName));

    public Database Open() => Database.Open(Options);

    public ValueTask DisposeAsync()
    {
        try
        {
            Directory.Delete(Options.Folder, recursive: true);
        }
        catch (IOException)
        {
            // A late writer may still hold a file; the folder is a temporary one.
        }

        return ValueTask.CompletedTask;
    }
}
