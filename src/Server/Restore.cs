using System.Formats.Tar;
using System.Reflection;
using System.Text.Json;
using Charla.Conversations.Contracts;
using Charla.Kernel.Storage;

namespace Charla.Server;

/// <summary>
/// <c>charla restore</c>: brings an archive into an empty data folder. All of it is unpacked beside its place and
/// checked first; only then it moves there, the database last. The store gets a new epoch: it went back in time.
/// </summary>
static class Restore
{
    /// <summary>Stands in the data folder while a restore runs; no server starts on it.</summary>
    public const string Unfinished = ".restoring";

    public static Task<int> Run(IConfiguration settings, IEnumerable<Assembly> modules, TextWriter progress, TextWriter errors) =>
        BackupArchive.Run("restore", settings, errors, folder => Bring(folder, settings["Restore:From"] ?? "", modules, progress));

    /// <summary>One sentence when nothing was restored; then the folder is as it was.</summary>
    /// <exception cref="IOException">The disk is full, or something else is wrong with it.</exception>
    public static async Task<string?> Bring(string data, string from, IEnumerable<Assembly> modules, TextWriter progress)
    {
        if (!File.Exists(from))
            return $"there is no backup \"{from}\".";
        if (File.Exists(SqliteDatabase.FileIn(data)))
            return $"\"{data}\" holds an installation, perhaps with its server running; restore into an empty folder.";
        var isThere = Directory.Exists(data);
        if (isThere && Directory.EnumerateFileSystemEntries(data).Any())
            return $"\"{data}\" is not empty; restore into an empty folder.";

        var unfinished = Path.Combine(data, Unfinished);
        Directory.CreateDirectory(unfinished);
        var isDone = false;
        try
        {
            if (await Unpack(from, unfinished, progress) is { } damage)
                return $"\"{from}\" {damage}";
            if (await Prepare(unfinished, modules) is { } problem)
                return problem;
            Settle(unfinished, data);
            isDone = true;
            await progress.WriteLineAsync($"The restore is complete: {Path.GetFullPath(data)}.");
            return null;
        }
        finally
        {
            if (!isDone)
                Undo(data, removeFolder: !isThere);
        }
    }

    /// <summary>What is wrong with the archive.</summary>
    static async Task<string?> Unpack(string from, string into, TextWriter progress)
    {
        await using var archive = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.Read);
        await using var tar = new TarReader(archive);
        List<BackupArchive.Entry> found = [];
        BackupArchive.Contents? contents = null;
        try
        {
            while (contents is null && await tar.GetNextEntryAsync() is { } entry)
            {
                if (entry is { Name: BackupArchive.Manifest, DataStream: { } manifest })
                    contents = await JsonSerializer.DeserializeAsync<BackupArchive.Contents>(manifest, BackupArchive.Json);
                else if (entry.EntryType == TarEntryType.RegularFile && BackupArchive.Holds(entry.Name))
                    found.Add(await Extract(entry, into));
                else
                    return $"is no backup of Charla: it holds \"{entry.Name}\".";
            }
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or FormatException or JsonException)
        {
            return "is damaged or no backup of Charla.";
        }

        if (contents is null)
            return "has no manifest: it was cut off, or is no backup of Charla.";
        if (contents.Format > BackupArchive.Format)
            return "was made by a later version of Charla, which can restore it.";
        if (!found.ToHashSet().SetEquals(contents.Entries) || !found.Exists(entry => entry.Path == BackupArchive.Database))
            return "is damaged: its checksums do not fit what it holds.";
        await progress.WriteLineAsync(
            $"Unpacked and checked {found.Count} files: {BackupArchive.Bytes(found.Sum(entry => entry.Size))}.");
        return null;
    }

    static async Task<BackupArchive.Entry> Extract(TarEntry entry, string into)
    {
        var path = Path.Combine(into, entry.Name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var bytes = BackupArchive.Create(path, FileMode.CreateNew);
        if (entry.DataStream is { } content)
            await content.CopyToAsync(bytes);
        bytes.Flush(flushToDisk: true);
        return new BackupArchive.Entry(entry.Name, bytes.Length, await BackupArchive.Sum(bytes));
    }

    static async Task<string?> Prepare(string folder, IEnumerable<Assembly> modules)
    {
        using var database = new SqliteDatabase(folder);
        if (await SchemaRunner.Check(database, modules) is { } tooNew)
            return tooNew;
        await StoreEpoch.Renew(database);
        return null;
    }

    static void Settle(string unfinished, string data)
    {
        foreach (var folder in Directory.EnumerateDirectories(unfinished, "*", SearchOption.AllDirectories))
            DurableFolder.Flush(folder);
        foreach (var folder in BackupArchive.Folders.Where(folder => Directory.Exists(Path.Combine(unfinished, folder))))
            Directory.Move(Path.Combine(unfinished, folder), Path.Combine(data, folder));
        File.Move(SqliteDatabase.FileIn(unfinished), SqliteDatabase.FileIn(data));
        DurableFolder.Flush(data);
        Directory.Delete(unfinished);
        DurableFolder.Flush(data);
    }

    /// <summary>The folder was empty before: whatever is there of these names came from the archive.</summary>
    static void Undo(string data, bool removeFolder)
    {
        File.Delete(SqliteDatabase.FileIn(data));
        foreach (var folder in BackupArchive.Folders.Append(Unfinished).Select(name => Path.Combine(data, name)).Where(Directory.Exists))
            Directory.Delete(folder, recursive: true);
        if (removeFolder)
            Directory.Delete(data);
    }
}
