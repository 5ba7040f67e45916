using System.Diagnostics;
using System.Net;

namespace Charla.Server.Tests.Faults;

/// <summary>F3: the disk fills up. Sends are refused and say so, reads go on, and it recovers by itself.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task A_full_disk_refuses_sends_keeps_reads_and_recovers()
    {
        var cancel = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("charla-disk-").FullName;
        if (await Run("mount", "-t", "tmpfs", "-o", "size=48m", "charla-test", folder) != 0)
            Needs.Skip("mounting a small file system (root on Linux)");
        try
        {
            await using var server = await ServerProcess.Start(folder, cancel);
            var token = await server.OpenSession(await server.CreatePage("luna", cancel), cancel);
            using (var before = await server.Send(token, "before", "there is room", cancel))
                Assert.Equal(HttpStatusCode.OK, before.StatusCode);

            var ballast = Path.Combine(folder, "ballast");
            Fill(ballast);
            using var refused = await UntilRefused(server, token, cancel);
            Assert.Equal(HttpStatusCode.InsufficientStorage, refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
            Assert.Contains("storage.full", await refused.Content.ReadAsStringAsync(cancel), StringComparison.Ordinal);
            Assert.NotEmpty(await server.ReadAll(token, cancel));
            using (var upload = await Upload(server, token, cancel))
            {
                Assert.Equal(HttpStatusCode.InsufficientStorage, upload.StatusCode);
                Assert.NotNull(upload.Headers.RetryAfter);
                Assert.Contains("storage.full", await upload.Content.ReadAsStringAsync(cancel), StringComparison.Ordinal);
            }

            File.Delete(ballast);
            await UntilAccepted(server, token, cancel);
            var stored = await server.ReadAll(token, cancel);
            Assert.Equal(Enumerable.Range(1, stored.Count).Select(seq => (long)seq), stored.Select(entry => entry.Seq));
            Assert.Contains(stored, entry => entry.ClientId == "after");
            using (var upload = await Upload(server, token, cancel))
                Assert.Equal(HttpStatusCode.Created, upload.StatusCode);
        }
        finally
        {
            await Run("umount", "-l", folder);
            Directory.Delete(folder, recursive: true);
        }
    }

    static async Task<HttpResponseMessage> Upload(ServerProcess server, string token, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/chat/files")
        {
            Content = new MultipartFormDataContent { { new ByteArrayContent(new byte[256 << 10]), "file", "notes.bin" } },
        };
        request.Headers.Authorization = new("Bearer", token);
        return await server.Client.SendAsync(request, cancel);
    }

    static void Fill(string file)
    {
        using var stream = File.Create(file);
        var block = new byte[64 << 10];
        try
        {
            while (true)
            {
                stream.Write(block);
                stream.Flush();
            }
        }
        catch (IOException)
        {
            // Full: that is what it is for.
        }
    }

    static async Task<HttpResponseMessage> UntilRefused(ServerProcess server, string token, CancellationToken cancel)
    {
        var text = new string('x', 7_000);
        for (var i = 0; i < 5_000; i++)
        {
            var answer = await server.Send(token, $"fill{i}", text, cancel);
            if (!answer.IsSuccessStatusCode)
                return answer;
            answer.Dispose();
        }

        throw new InvalidOperationException("The disk never filled up.");
    }

    static async Task UntilAccepted(ServerProcess server, string token, CancellationToken cancel)
    {
        var since = Stopwatch.StartNew();
        while (since.Elapsed < TimeSpan.FromSeconds(10))
        {
            using var answer = await server.Send(token, "after", "there is room again", cancel);
            if (answer.IsSuccessStatusCode)
                return;
            await Task.Delay(200, cancel);
        }

        Assert.Fail("It did not recover within ten seconds.");
    }

    static async Task<int> Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
