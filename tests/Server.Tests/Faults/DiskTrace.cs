using System.ComponentModel;
using System.Diagnostics;

namespace Charla.Server.Tests.Faults;

/// <summary>strace on a running server: delays, fails or writes down what it asks of the disk, until disposed.</summary>
sealed class DiskTrace : IAsyncDisposable
{
    /// <summary>The calls that wait for the disk.</summary>
    public const string Syncs = "fsync,fdatasync";

    readonly Process strace;

    DiskTrace(Process strace) => this.strace = strace;

    public static async Task<DiskTrace> Attach(ServerProcess server, params string[] words)
    {
        var process = Begin(["-f", "-qq", "-p", $"{server.Id}", "-e", "signal=none", .. words]);
        try
        {
            while (!IsTraced(server.Id))
            {
                if (process.HasExited)
                    Needs.Skip($"the right to trace processes: {await process.StandardError.ReadToEndAsync()}");
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }

            return new DiskTrace(process);
        }
        catch
        {
            process.Kill();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!strace.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", $"{strace.Id}"]);
            await kill.WaitForExitAsync();
        }

        await strace.WaitForExitAsync();
        strace.Dispose();
    }

    static Process Begin(string[] words)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("strace", words) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        }
        catch (Win32Exception)
        {
            Needs.Skip("strace (Debian: apt install strace)");
            throw;
        }
    }

    /// <summary>Every thread of it has a tracer.</summary>
    static bool IsTraced(int process) => Directory.GetDirectories($"/proc/{process}/task").All(thread =>
    {
        try
        {
            return !File.ReadLines($"{thread}/status").Contains("TracerPid:\t0");
        }
        catch (IOException)
        {
            return true; // It has ended.
        }
    });
}
