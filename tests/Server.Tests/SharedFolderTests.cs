using System.Text;
using Charla.Kernel.Storage;

namespace Charla.Server.Tests;

/// <summary>Keys are made once, whole and unreadable to others, whoever comes first. Seed 20170418.</summary>
public sealed class SharedFolderTests : IDisposable
{
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    readonly string folder = Directory.CreateTempSubdirectory("charla-keys-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Of_many_who_make_a_key_at_once_all_get_the_same()
    {
        for (var round = 0; round < 20; round++)
        {
            var name = $"{round}.key";
            using var together = new Barrier(16);
            var taken = await Task.WhenAll(Enumerable.Range(0, 16).Select(number => Task.Factory.StartNew(
                () =>
                {
                    var keys = new KeyFolder(folder);
                    together.SignalAndWait();
                    return Encoding.ASCII.GetString(keys.Take(name, () => Encoding.ASCII.GetBytes($"key of {number:D4}")));
                },
                TestContext.Current.CancellationToken,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)));
            Assert.Single(taken.Distinct());
        }

        var files = Directory.GetFiles(Path.Combine(folder, "keys"));
        Assert.Equal(20, files.Length);
        Assert.All(files, file => Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == OwnerOnly));
    }

    [Fact]
    public void A_key_that_is_there_is_never_replaced()
    {
        var file = Path.Combine(folder, "a");
        Assert.True(DurableFile.TryMake(file, "first"u8));
        Assert.False(DurableFile.TryMake(file, "second"u8));
        Assert.Equal("first", File.ReadAllText(file));
        Assert.Equal([file], Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void An_empty_key_is_no_key()
    {
        var keys = new KeyFolder(folder);
        File.WriteAllBytes(Path.Combine(folder, "keys", "files.key"), []);
        Assert.Throws<InvalidDataException>(() => keys.Take("files.key", () => [1]));
    }
}
