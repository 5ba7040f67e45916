using System.Diagnostics;
using System.Formats.Tar;
using Charla.Conversations;
using Charla.Kernel.Storage;
using Dapper;

namespace Charla.Server.Tests.Backups;

/// <summary>What cannot be backed up or restored is said in one sentence, and nothing is left of the attempt.</summary>
public sealed class BackupRefusalTests : IAsyncLifetime
{
    readonly string root = Directory.CreateTempSubdirectory("charla-backup-").FullName;
    readonly StringWriter progress = new();

    string Data => Path.Combine(root, "data");

    string Archive => Path.Combine(root, "backup.tar");

    string Elsewhere => Path.Combine(root, "elsewhere");

    public async ValueTask InitializeAsync()
    {
        using var database = new SqliteDatabase(Data);
        await SchemaRunner.Run(database, [typeof(ConversationsModule).Assembly], TimeProvider.System);
        Directory.CreateDirectory(Path.Combine(Data, "files", "ab", "cd"));
        await File.WriteAllTextAsync(Path.Combine(Data, "files", "ab", "cd", "abcd"), "a file");
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(root, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_folder_gets_an_archive_named_by_its_time()
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, "backups")).FullName;
        Assert.Null(await Make(folder));
        var archive = Assert.Single(Directory.EnumerateFileSystemEntries(folder));
        Assert.Matches("^charla-[0-9]{8}T[0-9]{6}Z\\.tar$", Path.GetFileName(archive));
        Assert.Null(await Bring(archive));
        var file = Path.Combine(Elsewhere, "files", "ab", "cd", "abcd");
        Assert.Equal("a file", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_backup_replaces_nothing_and_needs_an_installation()
    {
        await File.WriteAllTextAsync(Archive, "mine", TestContext.Current.CancellationToken);
        Assert.Contains("exists already", await Make(Archive), StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(Archive, TestContext.Current.CancellationToken));
        var nothing = await Backup.Make(Elsewhere, Path.Combine(root, "b"), TimeProvider.System, progress);
        Assert.Contains("holds no charla.db", nothing, StringComparison.Ordinal);
        Assert.Contains("in the data folder", await Make(Path.Combine(Data, "b")), StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<IOException>(() => Make(Path.Combine(root, "no", "where", "b")));
        Assert.Equal([Archive, Data], Directory.EnumerateFileSystemEntries(root).Order());
    }

    [Fact]
    public async Task What_a_killed_backup_left_is_in_nobodys_way()
    {
        foreach (var left in (string[])[".partial", ".partial.db"])
            await File.WriteAllTextAsync(Archive + left, new string('x', 1 << 20), TestContext.Current.CancellationToken);
        Assert.Null(await Make(Archive));
        Assert.Equal([Archive, Data], Directory.EnumerateFileSystemEntries(root).Order());
        Assert.Null(await Bring(Archive));
    }

    [Fact]
    public async Task A_damaged_database_makes_no_backup()
    {
        using (var file = new FileStream(SqliteDatabase.FileIn(Data), FileMode.Open))
        {
            file.Position = 4096;
            file.Write(new byte[8192]);
        }

        await Assert.ThrowsAnyAsync<Exception>(() => Make(Archive));
        Assert.Equal([Data], Directory.EnumerateFileSystemEntries(root));
    }

    [Fact]
    public async Task A_full_disk_leaves_neither_half_a_backup_nor_half_a_restore()
    {
        Assert.Null(await Make(Archive));
        var small = Directory.CreateDirectory(Path.Combine(root, "small")).FullName;
        if (await Call("mount", "-t", "tmpfs", "-o", "size=64k", "charla-test", small) != 0)
            Needs.Skip("mounting a small file system (root on Linux)");
        try
        {
            foreach (var words in (string[][])[["backup", "--data", Data, "--to", small], ["restore", "--data", small, "--from", Archive]])
            {
                var (code, said) = await CharlaCommand.Run(words);
                Assert.Equal(1, code);
                var sentence = Assert.Single(said.Split('\n', StringSplitOptions.RemoveEmptyEntries));
                Assert.StartsWith($"charla {words[0]}: ", sentence, StringComparison.Ordinal);
                Assert.Empty(Directory.EnumerateFileSystemEntries(small));
            }
        }
        finally
        {
            await Call("umount", "-l", small);
        }
    }

    [Theory]
    [InlineData("flipped", "damaged")]
    [InlineData("cut", "backup of Charla")]
    [InlineData("empty", "no manifest")]
    [InlineData("foreign", "no backup of Charla")]
    public async Task A_damaged_archive_restores_nothing(string fault, string sentence)
    {
        Assert.Null(await Make(Archive));
        await Damage(fault);
        Assert.Contains(sentence, await Bring(Archive), StringComparison.Ordinal);
        Assert.False(Path.Exists(Elsewhere));
    }

    [Fact]
    public async Task A_schema_from_the_future_restores_nothing()
    {
        using (var database = new SqliteDatabase(Data))
        {
            await database.Write((connection, transaction) => connection.ExecuteAsync(
                "INSERT INTO schema_versions VALUES (99, 0)", transaction: transaction));
        }

        Assert.Null(await Make(Archive));
        Assert.Contains("version 99 of the schema", await Bring(Archive), StringComparison.Ordinal);
        Assert.False(Path.Exists(Elsewhere));
    }

    [Fact]
    public async Task A_folder_in_use_stays_as_it_is()
    {
        Assert.Null(await Make(Archive));
        Assert.Contains("there is no backup", await Bring(Archive + ".missing"), StringComparison.Ordinal);
        Directory.CreateDirectory(Elsewhere);
        var mine = Path.Combine(Elsewhere, "mine");
        await File.WriteAllTextAsync(mine, "", TestContext.Current.CancellationToken);
        Assert.Contains("is not empty", await Bring(Archive), StringComparison.Ordinal);
        Assert.Equal([mine], Directory.EnumerateFileSystemEntries(Elsewhere));
    }

    [Fact]
    public async Task No_server_starts_where_a_restore_did_not_end()
    {
        Directory.CreateDirectory(Path.Combine(Elsewhere, Restore.Unfinished));
        var (code, said) = await CharlaCommand.Run(["serve", "--data", Elsewhere, "--urls", "http://127.0.0.1:0"]);
        Assert.Equal(1, code);
        Assert.Contains("restore again", Assert.Single(said.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("backup", "--to")]
    [InlineData("restore", "--from")]
    public async Task Wrong_use_says_what_to_do_instead(string verb, string option)
    {
        var (code, said) = await CharlaCommand.Run([verb]);
        Assert.Equal(2, code);
        Assert.StartsWith($"charla {verb} needs {option}.\nUsage: charla", said, StringComparison.Ordinal);
        (code, said) = await CharlaCommand.Run([verb, option, Archive, "--Storage:Provider", "postgres"]);
        Assert.Equal(2, code);
        Assert.Contains("pg_basebackup", Assert.Single(said.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    Task<string?> Make(string to) => Backup.Make(Data, to, TimeProvider.System, progress);

    Task<string?> Bring(string archive) => Restore.Bring(Elsewhere, archive, [typeof(ConversationsModule).Assembly], progress);

    async Task Damage(string fault)
    {
        if (fault == "foreign")
        {
            await using var tar = new TarWriter(File.Create(Archive));
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "files/../../evil") { DataStream = new MemoryStream([1]) });
            return;
        }

        await using var file = new FileStream(Archive, FileMode.Open);
        if (fault is "cut" or "empty")
        {
            file.SetLength(fault == "cut" ? file.Length / 2 : 0);
            return;
        }

        file.Position = file.Length / 2;
        var old = file.ReadByte();
        file.Position--;
        file.WriteByte((byte)(old ^ 1));
    }

    static async Task<int> Call(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
