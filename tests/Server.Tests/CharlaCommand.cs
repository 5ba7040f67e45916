using System.Diagnostics;
using System.Text;

namespace Charla.Server.Tests;

/// <summary>The real program, run to its end.</summary>
static class CharlaCommand
{
    /// <param name="enough">Ends the program when a line of its output says enough.</param>
    public static async Task<(int Code, string Said)> Run(string[] words, Func<string, bool>? enough = null)
    {
        var folder = Directory.CreateTempSubdirectory("charla-words-").FullName;
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "charla.dll"), .. words])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        })!;
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(TimeSpan.FromSeconds(60));
        try
        {
            var errors = process.StandardError.ReadToEndAsync(late.Token);
            var said = new StringBuilder();
            while (await process.StandardOutput.ReadLineAsync(late.Token) is { } line)
            {
                said.Append(line).Append('\n');
                if (enough?.Invoke(line) == true)
                    process.Kill(entireProcessTree: true);
            }

            await process.WaitForExitAsync(late.Token);
            return (process.ExitCode, said + (await errors).ReplaceLineEndings("\n"));
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            Directory.Delete(folder, recursive: true);
        }
    }
}
