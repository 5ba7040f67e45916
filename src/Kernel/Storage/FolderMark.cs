using Dapper;

namespace Charla.Kernel.Storage;

/// <summary>
/// A data folder beside PostgreSQL says which database its files and keys belong to, so that a wrong one is not taken.
/// (Beside SQLite nothing can be confused: the database is in the folder.)
/// </summary>
public static class FolderMark
{
    const string Name = "store.id";

    /// <summary>The folder belongs to a PostgreSQL database, whichever.</summary>
    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, Name));

    /// <summary>One sentence when the folder belongs to another database; nothing is changed.</summary>
    public static async Task<string?> Check(PostgresDatabase database)
    {
        if (!IsIn(database.Folder))
            return null;
        var ours = await database.HasTable("store") ? await Read(database) : null;
        return ours == await File.ReadAllTextAsync(Path.Combine(database.Folder, Name))
            ? null
            : $"the data folder \"{database.Folder}\" belongs to another database; name the folder of this one, or an empty one for a new database.";
    }

    /// <summary>Marks a folder that belongs to nobody yet; the first server gives the database its id.</summary>
    public static async Task Set(Database database)
    {
        if (database is not PostgresDatabase)
            return;
        await database.Write((connection, transaction) => connection.ExecuteAsync(
            "INSERT INTO store (one, id) VALUES (1, @id) ON CONFLICT DO NOTHING", new { id = Ids.NewSecret() }, transaction));
        DurableFile.TryMake(Path.Combine(database.Folder, Name), System.Text.Encoding.ASCII.GetBytes((await Read(database))!));
    }

    static Task<string?> Read(Database database) =>
        database.Read(connection => connection.ExecuteScalarAsync<string?>("SELECT id FROM store"));
}
