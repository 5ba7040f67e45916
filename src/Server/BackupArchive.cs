using System.Security.Cryptography;
using System.Text.Json;
using Charla.Kernel;
using Microsoft.Data.Sqlite;

namespace Charla.Server;

/// <summary>
/// What <c>charla backup</c> writes and <c>charla restore</c> reads: a tar file with the database, the uploaded files,
/// the keys, and at its end a manifest with the checksum of each. An archive without its manifest was cut off.
/// </summary>
static class BackupArchive
{
    public const string Database = "charla.db";
    public const string Manifest = "manifest.json";
    public const int Format = 1;

    /// <summary>Folders of the data folder that go into an archive.</summary>
    public static readonly string[] Folders = ["files", "keys"];

    public static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
    };

    public sealed record Entry(string Path, long Size, string Sha256);

    /// <param name="Schema">Names of the schema scripts that the database has run.</param>
    /// <param name="Rows">How many rows each table has, for people who compare.</param>
    public sealed record Contents(
        int Format, DateTimeOffset TakenAt, string[] Schema, Dictionary<string, long> Rows, Entry[] Entries);

    /// <summary>Of an archive's entries, those that stay within the data folder.</summary>
    public static bool Holds(string path) => path == Database
        || (path.Split('/') is [var folder, _, ..] parts && Folders.Contains(folder)
            && !parts.Any(part => part is "" or "." or ".." || part.AsSpan().ContainsAny('\\', ':', '\0')));

    public static async Task<string> Sum(FileStream bytes)
    {
        bytes.Position = 0;
        var sum = Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes));
        bytes.Position = 0;
        return sum;
    }

    /// <summary>Keys and conversations are their owner's alone. (To be moved while it is open, a file on Windows must be shared.)</summary>
    public static FileStream Create(string path, FileMode mode)
    {
        var share = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    public static string Bytes(long count) => FormattableString.Invariant($"{count / 1e6:0.0} MB");

    /// <summary>
    /// Runs a command that works on a data folder with a SQLite file; what goes wrong is one sentence. The exit code.
    /// </summary>
    public static async Task<int> Run(
        string command, IConfiguration settings, TextWriter errors, Func<string, Task<string?>> work)
    {
        var options = settings.GetSection("Storage").Get<StorageOptions>() ?? new StorageOptions();
        if (options.Provider == StorageOptions.Postgres)
        {
            await errors.WriteLineAsync(
                $"charla {command} is for SQLite: with PostgreSQL use pg_basebackup or pg_dump, and copy the folders files and keys.");
            return 2;
        }

        if (Settings.Mistakes(settings) is { Count: > 0 } mistakes)
            return await Settings.Report(mistakes);
        if (await Problem(() => work(options.Folder)) is not { } problem)
            return 0;
        await errors.WriteLineAsync($"charla {command}: {problem}");
        return 1;
    }

    static async Task<string?> Problem(Func<Task<string?>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or SqliteException)
        {
            return error.Message;
        }
    }
}
