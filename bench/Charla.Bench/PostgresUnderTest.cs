using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Charla.Bench;

/// <summary>
/// A PostgreSQL of the bench's own: a new cluster in a temporary folder on a free port, fsync on, everything else as it
/// comes. It ends with the bench, however that ends: a shell waits for the end of its input.
/// </summary>
sealed class PostgresUnderTest : IAsyncDisposable
{
    readonly Process shell;
    readonly string folder;

    PostgresUnderTest(Process shell, string folder, string server) => (this.shell, this.folder, Server) = (shell, folder, server);

    /// <summary>How to reach it, without a database.</summary>
    public string Server { get; }

    /// <summary>What all of its processes that live now have computed.</summary>
    public TimeSpan Cpu
    {
        get
        {
            var master = File.ReadLines(Path.Combine(folder, "data", "postmaster.pid")).First();
            var ticks = Directory.GetDirectories("/proc").Sum(process => TicksOfChild(process, master));
            return TimeSpan.FromMilliseconds(ticks * 10);
        }
    }

    public static async Task<PostgresUnderTest> Start()
    {
        var binaries = Binaries() ?? throw new InvalidOperationException("This needs PostgreSQL (Debian: apt install postgresql).");
        var folder = Directory.CreateTempSubdirectory("charla-bench-postgres-").FullName;
        var user = Environment.IsPrivilegedProcess ? "setpriv --reuid=postgres --regid=postgres --clear-groups " : "";
        if (user.Length > 0)
            await Shell($"chown postgres '{folder}'");
        await Shell($"cd / && {user}'{binaries}/initdb' -D '{folder}/data' -U charla -A trust -E UTF8 --locale=C --no-sync --no-instructions");
        var port = ServerUnderTest.FreePort();
        var shell = Process.Start(new ProcessStartInfo("sh")
        {
            ArgumentList =
            {
                "-c",
                $"""
                cd /
                {user}'{binaries}/postgres' -D '{folder}/data' -p {port} -c listen_addresses=127.0.0.1 \
                  -c unix_socket_directories= -c max_connections=300 >'{folder}/log' 2>&1 &
                cat >/dev/null
                kill -INT $!
                wait
                rm -rf '{folder}'
                """,
            },
            RedirectStandardInput = true,
        })!;
        var started = new PostgresUnderTest(shell, folder, $"Host=127.0.0.1;Port={port};Username=charla");
        await started.UntilReady();
        return started;
    }

    /// <summary>Runs SQL in one of its databases.</summary>
    public async Task Do(string sql, string database = "postgres")
    {
        await using var source = NpgsqlDataSource.Create($"{Server};Database={database};Pooling=false");
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        shell.StandardInput.Close();
        await shell.WaitForExitAsync();
        shell.Dispose();
    }

    async Task UntilReady()
    {
        for (var since = Stopwatch.StartNew(); ;)
        {
            try
            {
                await Do("SELECT 1");
                return;
            }
            catch (NpgsqlException) when (since.Elapsed < TimeSpan.FromSeconds(60) && !shell.HasExited)
            {
                await Task.Delay(100);
            }
        }
    }

    static long TicksOfChild(string process, string master)
    {
        try
        {
            var words = File.ReadAllText(Path.Combine(process, "stat")).Split(") ").Last().Split(' ');
            return words[1] == master ? long.Parse(words[11], CultureInfo.InvariantCulture) + long.Parse(words[12], CultureInfo.InvariantCulture) : 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return 0; // No process, or one that ended meanwhile.
        }
    }

    /// <summary>The folder of initdb: from the PATH, else the newest of Debian's layout.</summary>
    static string? Binaries()
    {
        var debian = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(version => $"{version}/bin")
            : [];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Concat(debian).FirstOrDefault(folder =>
            File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
    }

    static async Task Shell(string command)
    {
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", $"{command} >/dev/null 2>&1"]))!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{process.ExitCode}: {command}");
    }
}
