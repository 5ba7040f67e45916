using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;

namespace Charla.Conformance.Tests;

/// <summary>A program of somebody else's, run beside the server; it ends with the test.</summary>
sealed class OtherProgram : IAsyncDisposable
{
    readonly Process process;
    readonly ConcurrentQueue<string> lines = [];

    OtherProgram(Process process) => this.process = process;

    /// <summary>All that it said until now, on both its streams.</summary>
    public string Said => string.Join('\n', lines);

    public bool HasEnded => process.HasExited;

    /// <param name="environment">Beside what this process has.</param>
    public static OtherProgram Start(
        string command, string folder, IEnumerable<KeyValuePair<string, string>> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var program = new OtherProgram(new Process { StartInfo = start });
        program.process.OutputDataReceived += (_, line) => program.Hear(line.Data);
        program.process.ErrorDataReceived += (_, line) => program.Hear(line.Data);
        try
        {
            program.process.Start();
        }
        catch (Win32Exception)
        {
            Needs.Skip(command);
        }

        program.process.BeginOutputReadLine();
        program.process.BeginErrorReadLine();
        return program;
    }

    /// <summary>Waits for its end, which must be a good one; what it said.</summary>
    public async Task<string> Success(TimeSpan patience)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        soon.CancelAfter(patience);
        try
        {
            await process.WaitForExitAsync(soon.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"It did not end within {patience.TotalSeconds} seconds, and said:\n{Said}");
        }

        Assert.True(process.ExitCode == 0, $"It ended with {process.ExitCode}, and said:\n{Said}");
        return Said;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    void Hear(string? line)
    {
        if (line is not null)
            lines.Enqueue(line);
    }
}
