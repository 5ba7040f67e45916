using System.Formats.Tar;
using System.Globalization;
using System.Text.Json;
using Charla.Kernel.Storage;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Charla.Server;

/// <summary>
/// <c>charla backup</c>: copies an installation while its server writes. The database comes first and the files after
/// it, because a file is in its place before a message names it and is never changed: what the copied messages name is
/// in the archive. The archive has its name only when it is whole and on the disk.
/// </summary>
static class Backup
{
    public static Task<int> Run(IConfiguration settings, TextWriter progress, TextWriter errors) => BackupArchive.Run(
        "backup", settings, errors, folder => Make(folder, settings["Backup:To"] ?? "", TimeProvider.System, progress));

    /// <summary>One sentence when there is no backup; then nothing is left of it.</summary>
    /// <exception cref="IOException">The disk is full, or something else is wrong with it.</exception>
    public static async Task<string?> Make(string data, string to, TimeProvider clock, TextWriter progress)
    {
        var database = SqliteDatabase.FileIn(data);
        if (!File.Exists(database))
            return $"\"{data}\" holds no {BackupArchive.Database}; name the data folder with --data.";
        var now = clock.GetUtcNow();
        var archive = Path.GetFullPath(
            Directory.Exists(to) ? Path.Combine(to, now.ToString("'charla-'yyyyMMdd'T'HHmmss'Z.tar'", CultureInfo.InvariantCulture)) : to);
        if (Path.Exists(archive))
            return $"\"{archive}\" exists already, and a backup replaces nothing.";
        if (archive.StartsWith(Path.GetFullPath(data).TrimEnd('/') + '/', StringComparison.Ordinal))
            return $"\"{archive}\" is in the data folder; a backup belongs elsewhere.";

        var partial = archive + ".partial";
        var copy = partial + ".db";
        await using var bytes = BackupArchive.Create(partial, FileMode.OpenOrCreate);
        try
        {
            bytes.SetLength(0);
            var (schema, rows) = await CopyDatabase(database, copy);
            await progress.WriteLineAsync($"Copied the database: {BackupArchive.Bytes(new FileInfo(copy).Length)}.");
            var entries = await Pack(data, copy, bytes, now, schema, rows);
            await progress.WriteLineAsync(
                $"Packed {entries.Count - 1} files and keys: {BackupArchive.Bytes(entries.Skip(1).Sum(entry => entry.Size))}.");
            bytes.Flush(flushToDisk: true);
            File.Move(partial, archive);
            DurableFolder.Flush(Path.GetDirectoryName(archive)!);
            await progress.WriteLineAsync($"The backup is complete: {archive} ({BackupArchive.Bytes(bytes.Length)}).");
            return null;
        }
        finally
        {
            File.Delete(partial);
            File.Delete(copy);
            File.Delete(copy + "-journal");
        }
    }

    /// <summary>The database as it is at one moment; writers go on meanwhile.</summary>
    static async Task<(string[] Schema, Dictionary<string, long> Rows)> CopyDatabase(string from, string to)
    {
        File.Delete(to);
        await BackupArchive.Create(to, FileMode.CreateNew).DisposeAsync();
        await using var source = await Open(from);
        await using var target = await Open(to);
        source.BackupDatabase(target);
        await target.ExecuteAsync("PRAGMA journal_mode=DELETE");
        if (await target.QueryFirstAsync<string>("PRAGMA quick_check(1)") is not "ok" and var damage)
            throw new IOException($"The database is damaged ({damage}); no backup was made.");
        var tables = await target.QueryAsync<string>(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name");
        var rows = new Dictionary<string, long>();
        foreach (var table in tables)
            rows[table] = await target.ExecuteScalarAsync<long>($"SELECT count(*) FROM \"{table}\"");
        return ([.. await target.QueryAsync<string>("SELECT name FROM schema_scripts ORDER BY name")], rows);
    }

    static async Task<SqliteConnection> Open(string file)
    {
        var settings = new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false };
        var connection = new SqliteConnection(settings.ToString());
        await connection.OpenAsync();
        return connection;
    }

    static async Task<List<BackupArchive.Entry>> Pack(
        string data, string copy, FileStream archive, DateTimeOffset now, string[] schema, Dictionary<string, long> rows)
    {
        await using var tar = new TarWriter(archive, leaveOpen: true);
        List<BackupArchive.Entry> entries = [];
        foreach (var (path, name) in Parts(data).Prepend((copy, BackupArchive.Database)))
        {
            if (await Add(tar, path, name) is { } entry)
                entries.Add(entry);
        }

        var contents = new BackupArchive.Contents(BackupArchive.Format, now, schema, rows, [.. entries]);
        using var manifest = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(contents, BackupArchive.Json));
        await tar.WriteEntryAsync(EntryOf(BackupArchive.Manifest, manifest, now));
        return entries;
    }

    /// <summary>Files and keys in their places; what is still on its way in lies in <c>files/tmp</c> and stays out.</summary>
    static IEnumerable<(string Path, string Name)> Parts(string data) =>
        from folder in BackupArchive.Folders
        where Directory.Exists(Path.Combine(data, folder))
        from path in Directory.EnumerateFiles(Path.Combine(data, folder), "*", SearchOption.AllDirectories)
        let name = Path.GetRelativePath(data, path).Replace('\\', '/')
        where !name.StartsWith("files/tmp/", StringComparison.Ordinal) && !DurableFile.IsOnItsWay(Path.GetFileName(name))
        select (path, name);

    static async Task<BackupArchive.Entry?> Add(TarWriter tar, string path, string name)
    {
        try
        {
            await using var bytes = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var sum = await BackupArchive.Sum(bytes);
            await tar.WriteEntryAsync(EntryOf(name, bytes, File.GetLastWriteTimeUtc(path)));
            return new BackupArchive.Entry(name, bytes.Length, sum);
        }
        catch (FileNotFoundException)
        {
            // An upload that was refused at its end and taken back; no message names it.
            return null;
        }
    }

    static PaxTarEntry EntryOf(string name, Stream bytes, DateTimeOffset at) => new(TarEntryType.RegularFile, name)
    {
        DataStream = bytes,
        Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        ModificationTime = at,
    };
}
