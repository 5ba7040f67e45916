using System.Collections.Concurrent;
using System.Security.Cryptography;
using Charla.Kernel.Storage;

namespace Charla.Conversations.Attachments;

/// <summary>
/// Where the bytes of files lie: <c>files/ab/cd/{id}</c> in the data folder, each with its SHA-256 beside it. Bytes
/// grow in a temporary file and are moved to their place whole and flushed; what a crash left half is removed at the
/// next start. A file whose bytes changed on the disk is never given out.
/// </summary>
sealed class FileFolder
{
    public const string Main = "file";
    public const string Preview = "preview";
    const string Sum = ".sha256";
    const int MostRemembered = 10_000;

    readonly string root;
    readonly string temporary;
    readonly ConcurrentDictionary<string, bool> intact = new(StringComparer.Ordinal);

    public FileFolder(Database database)
    {
        root = Path.Combine(database.Folder, "files");
        temporary = Path.Combine(root, "tmp");
        Directory.CreateDirectory(temporary);
        foreach (var left in Directory.EnumerateFiles(temporary))
            File.Delete(left);
    }

    /// <summary>A place for bytes on their way in.</summary>
    public string Temporary(string fileId, string variant = Main) => Path.Combine(temporary, NameOf(fileId, variant));

    /// <summary>Moves what stands at a temporary place to where it is served from, durably.</summary>
    public async Task Keep(string fileId, string variant, CancellationToken cancel)
    {
        var from = Temporary(fileId, variant);
        await using (var bytes = new FileStream(from, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1 << 16, true))
        {
            var sum = Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes, cancel));
            bytes.Flush(flushToDisk: true);
            await using var beside = new FileStream(from + Sum, FileMode.Create, FileAccess.Write);
            await beside.WriteAsync(System.Text.Encoding.ASCII.GetBytes(sum), cancel);
            beside.Flush(flushToDisk: true);
        }

        var to = Place(fileId, variant);
        var folder = Path.GetDirectoryName(to)!;
        Directory.CreateDirectory(folder);
        File.Move(from + Sum, to + Sum, overwrite: true);
        File.Move(from, to, overwrite: true);
        DurableFolder.Flush(folder);
        DurableFolder.Flush(Path.GetDirectoryName(folder)!);
        DurableFolder.Flush(root);
    }

    /// <summary>Takes back whatever there is of the file.</summary>
    public void Remove(string fileId)
    {
        foreach (var variant in (string[])[Main, Preview])
        {
            foreach (var path in (string[])[Temporary(fileId, variant), Place(fileId, variant)])
            {
                Delete(path);
                Delete(path + Sum);
            }
        }
    }

    /// <summary>Where the bytes lie, or null when they are missing or no longer what they were.</summary>
    public async ValueTask<string?> Find(string fileId, string variant, CancellationToken cancel)
    {
        var path = Place(fileId, variant);
        if (intact.ContainsKey(path))
            return path;
        if (!File.Exists(path) || !await IsIntact(path, cancel))
            return null;
        if (intact.Count > MostRemembered)
            intact.Clear();
        intact[path] = true;
        return path;
    }

    static async Task<bool> IsIntact(string path, CancellationToken cancel)
    {
        await using var bytes = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, true);
        var sum = Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes, cancel));
        return File.Exists(path + Sum) && await File.ReadAllTextAsync(path + Sum, cancel) == sum;
    }

    string Place(string fileId, string variant) =>
        Path.Combine(root, fileId[..2], fileId[2..4], NameOf(fileId, variant));

    static string NameOf(string fileId, string variant) => variant == Main ? fileId : $"{fileId}.{variant}";

    static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // Nothing was ever kept there.
        }
    }
}
