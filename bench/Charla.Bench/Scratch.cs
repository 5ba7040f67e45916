using Charla.Conversations;
using Charla.Kernel.Storage;

namespace Charla.Bench;

/// <summary>An empty store with the journal's schema, thrown away afterwards.</summary>
sealed class Scratch : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("charla-bench-").FullName;

    public Scratch()
    {
        Database = new SqliteDatabase(folder);
        SchemaRunner.Run(Database, [typeof(ConversationsModule).Assembly], TimeProvider.System).GetAwaiter().GetResult();
    }

    public SqliteDatabase Database { get; }

    public void Dispose()
    {
        Database.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
