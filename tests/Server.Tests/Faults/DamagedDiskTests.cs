using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Charla.Server.Tests.Faults;

/// <summary>F28: bits flip on the disk, in a page of a table or in an uploaded file. It is noticed, and never given out.</summary>
public sealed class DamagedDiskTests
{
    const int PageSize = 4096;
    const int PointersOfBranch = 12;
    const string Ours = "The blue door, as ever.";
    const string Theirs = "A secret of another shop.";

    /// <summary>How an inner page of a table begins, without row ids or with.</summary>
    static readonly byte[] Branches = [2, 5];

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task F28_A_damaged_page_is_found_by_the_check_and_its_reader_gets_nothing()
    {
        await using var store = await TestStore.Make();
        string person;
        string other;
        await using (var server = await ServerProcess.Start(store, Cancel))
        {
            other = await server.OpenSession(await server.CreatePage("sol", Cancel), Cancel);
            person = await server.OpenSession(await server.CreatePage("luna", Cancel), Cancel);
            (await server.Send(other, "c0", Theirs, Cancel)).EnsureSuccessStatusCode();
            for (var i = 0; i < 120; i++)
                (await server.Send(person, $"c{i}", Ours, Cancel)).EnsureSuccessStatusCode();
            await server.UntilFollowed();
            await server.Signal("TERM");
            Assert.Equal(0, await server.Ended(TimeSpan.FromSeconds(30)));
        }

        var file = Path.Combine(store.Options.Folder, "charla.db");
        Assert.Equal(0, (await CharlaCommand.Run(["check", "--data", store.Options.Folder])).Code);
        await FlipFirstLeaf(file, "entries");
        var (code, said) = await CharlaCommand.Run(["check", "--data", store.Options.Folder]);
        Assert.Equal(1, code);
        Assert.StartsWith($"Storage:Folder: \"{file}\" is damaged (", said, StringComparison.Ordinal);

        await using var damaged = await ServerProcess.Start(store, Cancel);
        using var read = await damaged.Ask(person, HttpMethod.Get, "/api/chat/events?limit=200");
        var text = await read.Content.ReadAsStringAsync(Cancel);
        Assert.True(read.StatusCode >= HttpStatusCode.InternalServerError, text);
        Assert.DoesNotContain(Theirs, text, StringComparison.Ordinal);
        await damaged.UntilItSays("nothing is written any more");
        using var ready = await damaged.Client.GetAsync("/readyz", Cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
    }

    [Fact]
    public async Task F28_A_damaged_file_is_never_served()
    {
        await using var store = await TestStore.Make();
        string url;
        await using (var server = await ServerProcess.Start(store, Cancel))
        {
            var person = await server.OpenSession(await server.CreatePage("luna", Cancel), Cancel);
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/chat/files")
            {
                Content = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(Ours)), "file", "notes.bin" } },
            };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", person);
            using var answer = await server.Client.SendAsync(request, Cancel);
            using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
            url = json.RootElement.GetProperty("url").GetString()!;
            Assert.Equal(Ours, await server.Client.GetStringAsync(url, Cancel));
        }

        var stored = Directory.GetFiles(Path.Combine(store.Options.Folder, "files"), "*", SearchOption.AllDirectories)
            .Single(path => new FileInfo(path).Length == Ours.Length);
        var bytes = await File.ReadAllBytesAsync(stored, Cancel);
        bytes[3] ^= 1;
        await File.WriteAllBytesAsync(stored, bytes, Cancel);
        await using var again = await ServerProcess.Start(store, Cancel);
        using var gone = await again.Client.GetAsync(url, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    /// <summary>Flips a bit in the first byte of the table's first leaf: it tells what kind of page that is.</summary>
    static async Task FlipFirstLeaf(string file, string table)
    {
        long root;
        await using (var connection = new SqliteConnection($"Data Source={file};Pooling=False"))
            root = await connection.ExecuteScalarAsync<long>("SELECT rootpage FROM sqlite_master WHERE name = @table", new { table });
        var bytes = await File.ReadAllBytesAsync(file, Cancel);
        var branch = bytes.AsSpan((int)(root - 1) * PageSize, PageSize);
        Assert.Contains(branch[0], Branches);
        var leaf = BinaryPrimitives.ReadInt32BigEndian(branch[BinaryPrimitives.ReadUInt16BigEndian(branch[PointersOfBranch..])..]);
        bytes[(leaf - 1) * PageSize] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, Cancel);
    }
}
