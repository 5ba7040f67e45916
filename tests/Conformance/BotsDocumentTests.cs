using System.Text.RegularExpressions;

namespace Charla.Conformance.Tests;

/// <summary>What docs/bots.md tells a developer to type, typed at a server where nothing is yet.</summary>
public sealed partial class BotsDocumentTests
{
    const string UsualServer = "http://localhost:5000";
    const string UsualPort = "4000";

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_follows_the_document_has_an_echo_bot()
    {
        var document = await File.ReadAllTextAsync(Path.Combine(Clients.Repository, "docs", "bots.md"), Cancel);
        var commands = string.Join('\n', Blocks(document, "sh"));
        Assert.Contains(UsualServer, commands, StringComparison.Ordinal);
        var folder = Directory.CreateTempSubdirectory("charla-bot-");
        await using var server = await ServerProcess.Start();
        try
        {
            var port = ServerProcess.FreePort();
            foreach (var script in Blocks(document, "js"))
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, "bot.js"), At(script, port, server), Cancel);
            var typed = $"set -eu\ntrap 'kill $(jobs -p)' EXIT\n{At(commands, port, server)}";
            await using var shell = OtherProgram.Start(
                "bash", folder.FullName, [new("CHARLA_ADMIN_TOKEN", ServerProcess.OperatorToken)], "-c", typed);
            var said = await shell.Success(TimeSpan.FromMinutes(3));
            Assert.Contains("You said: Do you have rye bread?", said, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        await Clients.Report("docs/bots.md: from nothing to an echo bot, as written");
    }

    /// <summary>The same, on the addresses that are free here.</summary>
    static string At(string text, int port, ServerProcess server) => text
        .Replace(UsualServer, server.Address.ToString().TrimEnd('/'), StringComparison.Ordinal)
        .Replace(UsualPort, $"{port}", StringComparison.Ordinal);

    static IEnumerable<string> Blocks(string document, string language) =>
        Fence().Matches(document).Where(block => block.Groups[1].Value == language).Select(block => block.Groups[2].Value);

    [GeneratedRegex("^```([a-z]+)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
