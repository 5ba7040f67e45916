using System.Diagnostics;

namespace Charla.Server.Tests;

/// <summary>The real program, asked what is wrong with what it is given.</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("Storage:Fodler", "--Storage:Fodler", "x")]
    [InlineData("urls", "--urls", "somewhere")]
    [InlineData("PublicUrl", "--PublicUrl", "chat.example.com")]
    [InlineData("Storage:Folder", "--data", "/dev/null/data")]
    [InlineData("Storage:Provider", "--Storage:Provider", "oracle")]
    [InlineData("Storage:ConnectionString", "--Storage:Provider", "postgres")]
    [InlineData("Storage:ConnectionString", "--Storage:Provider", "postgres", "--Storage:ConnectionString", "Host=127.0.0.1;Port=1")]
    [InlineData("Storage:Partitions", "--Storage:Partitions", "0")]
    [InlineData("Cluster:Id", "--Cluster:Id", "our shops")]
    [InlineData("Cluster:Address", "--Cluster:Address", "silo-1")]
    [InlineData("Cluster:Port", "--Cluster:Port", "70000")]
    [InlineData("Cluster:Listen", "--Cluster:Listen", "0.0.0.0")]
    [InlineData("Cluster:Name", "--Cluster:Name", "x")]
    [InlineData("Proxies", "--Proxies", "nginx")]
    [InlineData("Https:Domain", "--Https:Domain", "localhost")]
    [InlineData("Logging:Format", "--Logging:Format", "xml")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "--OTEL_EXPORTER_OTLP_ENDPOINT", "collector")]
    [InlineData("Testing:Clock", "--Testing:Clock", "true", "--urls", "http://0.0.0.0:5000")]
    public async Task Check_says_what_is_wrong_in_one_sentence(string key, params string[] options)
    {
        var (code, said) = await CharlaCommand.Run(["check", .. options]);
        Assert.Equal(1, code);
        var sentence = Assert.Single(said.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith($"{key}: ", sentence, StringComparison.Ordinal);
        Assert.EndsWith(".", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_whose_disk_is_read_only_says_so_and_ends()
    {
        var folder = Directory.CreateTempSubdirectory("charla-readonly-").FullName;
        using var mount = Process.Start("mount", ["-t", "tmpfs", "-o", "ro,size=1m", "charla-test", folder]);
        await mount.WaitForExitAsync(TestContext.Current.CancellationToken);
        if (mount.ExitCode != 0)
            Needs.Skip("mounting a small file system (root on Linux)");
        try
        {
            var (code, said) = await CharlaCommand.Run(["serve", "--data", folder, "--urls", "http://127.0.0.1:0"]);
            Assert.Equal(1, code);
            Assert.StartsWith("Storage:Folder: ", Assert.Single(said.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
            Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
        }
        finally
        {
            using var unmount = Process.Start("umount", ["-l", folder]);
            await unmount.WaitForExitAsync(CancellationToken.None);
            Directory.Delete(folder);
        }
    }

    [Fact]
    public async Task Check_of_sound_settings_says_so()
    {
        var (code, said) = await CharlaCommand.Run(["check"]);
        Assert.Equal((0, "The settings are sound.\n"), (code, said));
    }

    [Fact]
    public async Task A_word_that_is_no_command_ends_with_the_usage()
    {
        var (code, said) = await CharlaCommand.Run(["nonsense"]);
        Assert.Equal(2, code);
        Assert.StartsWith("There is no command \"nonsense\".\nUsage: charla", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_demo_gives_the_link_of_its_owner_and_no_other()
    {
        var said = "";
        await CharlaCommand.Run(["demo", "--urls", "http://127.0.0.1:0"], line => (said += line + "\n").Contains("once: ", StringComparison.Ordinal));
        Assert.Contains("Charla is ready: http://127.0.0.1:", said, StringComparison.Ordinal);
        Assert.Contains("/console/invitation?token=", said, StringComparison.Ordinal);
        Assert.DoesNotContain("/console/setup", said, StringComparison.Ordinal);
    }
}
