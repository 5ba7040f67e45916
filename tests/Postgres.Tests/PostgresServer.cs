using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Dapper;
using Npgsql;

namespace Charla.Server.Tests;

/// <summary>
/// The tests' own PostgreSQL: a new cluster in a temporary folder on a free port, with fsync on as in production. It
/// ends when the process of the tests ends, however that happens: a shell waits for the end of its input.
/// </summary>
sealed class PostgresServer
{
    public const string What = "PostgreSQL (initdb on the PATH or in /usr/lib/postgresql; Debian: apt install postgresql)";

    /// <summary>PostgreSQL refuses to run as root; these are asked in turn.</summary>
    static readonly string[] Others = ["postgres", "nobody"];

    static readonly Lazy<Task<PostgresServer?>> Shared = new(Start);

    readonly NpgsqlDataSource administrator;
    readonly string address;
    readonly Process shell;
    int databases;

    PostgresServer(string address, Process shell)
    {
        (this.address, this.shell) = (address, shell);
        administrator = NpgsqlDataSource.Create($"{address};Database=postgres");
    }

    /// <summary>The server, started by the first who asks; null when the machine has no PostgreSQL.</summary>
    public static Task<PostgresServer?> Running => Shared.Value;

    /// <summary>How to reach a new, empty database.</summary>
    public async Task<string> MakeDatabase()
    {
        var name = $"charla_{Interlocked.Increment(ref databases)}";
        await Do($"CREATE DATABASE {name}");
        return $"{address};Database={name}";
    }

    /// <summary>Does something to the server as its administrator.</summary>
    public async Task Do(string sql, object? values = null)
    {
        await using var connection = await administrator.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, values);
    }

    static async Task<PostgresServer?> Start()
    {
        if (Binaries() is not { } binaries)
            return null;
        var folder = Directory.CreateTempSubdirectory("charla-postgres-").FullName;
        var prefix = "";
        if (Environment.IsPrivilegedProcess)
        {
            var user = (await Task.WhenAll(Others.Select(async other => (other, Code: await Shell($"id -u {other}")))))
                .First(found => found.Code == 0).other;
            prefix = $"setpriv --reuid={user} --regid=$(id -g {user}) --clear-groups ";
            await Shell($"chown {user} '{folder}'");
        }

        var data = Path.Combine(folder, "data");
        Assert.Equal(0, await Shell(
            $"cd / && {prefix}'{binaries}/initdb' -D '{data}' -U charla -A trust -E UTF8 --locale=C --no-sync --no-instructions"));
        var port = FreePort();
        var shell = Process.Start(new ProcessStartInfo("sh")
        {
            ArgumentList =
            {
                "-c",
                $"""
                cd /
                {prefix}'{binaries}/postgres' -D '{data}' -p {port} -c listen_addresses=127.0.0.1 \
                  -c unix_socket_directories= -c max_connections=500 >'{folder}/log' 2>&1 &
                cat >/dev/null
                kill -INT $!
                wait
                rm -rf '{folder}'
                """,
            },
            RedirectStandardInput = true,
        })!;
        var server = new PostgresServer($"Host=127.0.0.1;Port={port};Username=charla", shell);
        await server.UntilReady(Path.Combine(folder, "log"));
        return server;
    }

    async Task UntilReady(string log)
    {
        var since = Stopwatch.StartNew();
        while (true)
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
            catch (NpgsqlException)
            {
                throw new InvalidOperationException($"PostgreSQL did not start: {await File.ReadAllTextAsync(log)}");
            }
        }
    }

    /// <summary>The folder of initdb: from the PATH, else the newest of Debian's layout.</summary>
    static string? Binaries()
    {
        var path = Needs.Variable("PATH")?.Split(':', StringSplitOptions.RemoveEmptyEntries) ?? [];
        var debian = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(version => $"{version}/bin")
            : [];
        return path.Concat(debian).FirstOrDefault(folder =>
            File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    static async Task<int> Shell(string command)
    {
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", $"{command} >/dev/null 2>&1"]))!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
