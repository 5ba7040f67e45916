using Charla.Kernel;

namespace Charla.Server;

/// <summary>
/// A folder with a SQLite file has one server: it holds a lock on the folder, which ends with the process however that
/// ends. Backups need no lock.
/// </summary>
sealed class SoleServer : IDisposable
{
    readonly FileStream? held;

    public SoleServer(IConfiguration settings)
    {
        var options = settings.GetSection("Storage").Get<StorageOptions>() ?? new StorageOptions();
        if (options.Provider == StorageOptions.Postgres)
            return;
        try
        {
            var file = Path.Combine(options.Folder, ".lock");
            held = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            Problems =
            [
                new("Storage:Folder", IsTaken(error)
                    ? $"a server runs on \"{options.Folder}\" already; a SQLite file has one server."
                    : $"\"{options.Folder}\" cannot be locked: {error.Message}"),
            ];
        }
    }

    /// <summary>Why this one may not start.</summary>
    public IReadOnlyList<Settings.Problem> Problems { get; } = [];

    /// <summary>EWOULDBLOCK of Linux and of macOS, and the sharing violation of Windows.</summary>
    static bool IsTaken(IOException error) => error.HResult is 11 or 35 or unchecked((int)0x80070020);

    public void Dispose() => held?.Dispose();
}
