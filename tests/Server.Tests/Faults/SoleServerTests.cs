namespace Charla.Server.Tests.Faults;

/// <summary>A SQLite file has one server, and a backup runs beside it.</summary>
public sealed class SoleServerTests
{
    [Fact]
    public async Task A_second_server_on_a_folder_says_so_and_ends_until_the_first_is_gone()
    {
        var cancel = TestContext.Current.CancellationToken;
        var root = Directory.CreateTempSubdirectory("charla-sole-").FullName;
        var data = Directory.CreateDirectory(Path.Combine(root, "data")).FullName;
        try
        {
            await using (var first = await ServerProcess.Start(data, cancel))
            {
                await first.CreatePage("luna", cancel);
                var (code, said) = await CharlaCommand.Run(["serve", "--data", data, "--urls", "http://127.0.0.1:0"]);
                Assert.Equal(1, code);
                Assert.Equal($"Storage:Folder: a server runs on \"{data}\" already; a SQLite file has one server.", said.Trim());
                Assert.Equal(0, (await CharlaCommand.Run(["check", "--data", data])).Code);
                Assert.Equal(0, (await CharlaCommand.Run(["backup", "--data", data, "--to", Path.Combine(root, "backup.tar")])).Code);
                await first.Kill();
            }

            await using var next = await ServerProcess.Start(data, cancel);
            await next.OpenSession("luna", cancel);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }
}
