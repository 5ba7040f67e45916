using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using Charla.Server.Tests.Faults;

namespace Charla.Server.Tests.Backups;

/// <summary>F22: a backup is taken while eight people write, and restored elsewhere.</summary>
public sealed class BackupUnderLoadTests : IDisposable
{
    const int People = 8;

    readonly string root = Directory.CreateTempSubdirectory("charla-backup-").FullName;

    [Fact]
    public async Task A_backup_under_load_restores_all_that_was_acknowledged_before_it()
    {
        var cancel = TestContext.Current.CancellationToken;
        var data = Directory.CreateDirectory(Path.Combine(root, "data")).FullName;
        var archive = Path.Combine(root, "backup.tar");
        var elsewhere = Path.Combine(root, "elsewhere");
        var oracle = new Oracle();
        var tokens = new List<string>();
        byte[] picture = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 31))];
        string epoch, fileUrl;
        long last;
        await using (var server = await ServerProcess.Start(data, cancel))
        {
            var handle = await server.CreatePage("luna", cancel);
            for (var i = 0; i < People; i++)
                tokens.Add(await server.OpenSession(handle, cancel));
            fileUrl = await SendFile(server, tokens[0], picture, cancel);

            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            var begun = new TaskCompletionSource();
            var load = tokens.Select(token => Load(server, token, oracle, begun.Task, stop.Token)).ToList();
            while (oracle.Acknowledged < 20 * People && !load.Exists(one => one.IsFaulted))
                await Task.Delay(10, cancel);
            begun.SetResult();
            var (code, said) = await CharlaCommand.Run(["backup", "--data", data, "--to", archive]);
            Assert.True(code == 0, said);
            await stop.CancelAsync();
            await Task.WhenAll(load);
            using (var late = await server.Send(tokens[0], "late", "after the backup", cancel))
                late.EnsureSuccessStatusCode();
            (epoch, last) = await Newest(server, tokens[0], cancel);

            var (refused, why) = await CharlaCommand.Run(["restore", "--data", data, "--from", archive]);
            Assert.Equal(1, refused);
            Assert.Contains("holds an installation", why, StringComparison.Ordinal);
        }

        Assert.Equal([archive, data], Directory.EnumerateFileSystemEntries(root).Order());
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(archive));
        var (restored, told) = await CharlaCommand.Run(["restore", "--data", elsewhere, "--from", archive]);
        Assert.True(restored == 0, told);
        Assert.Equal(["charla.db", "files", "keys"], Directory.EnumerateFileSystemEntries(elsewhere).Select(Path.GetFileName).Order());

        await using var again = await ServerProcess.Start(elsewhere, cancel);
        foreach (var token in tokens)
            oracle.Check(token, await again.ReadAll(token, cancel));
        Assert.DoesNotContain(await again.ReadAll(tokens[0], cancel), entry => entry.ClientId == "late");
        Assert.Equal(picture, await again.Client.GetByteArrayAsync(fileUrl, cancel));
        Assert.NotEqual(epoch, (await Newest(again, tokens[0], cancel)).Epoch);
        await IsReset(again, tokens[0], last, epoch, cancel);
        using var goesOn = await again.Send(tokens[0], "new", "after the restore", cancel);
        goesOn.EnsureSuccessStatusCode();
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    /// <summary>Only what is acknowledged before the backup began counts for the oracle.</summary>
    static async Task Load(ServerProcess server, string token, Oracle oracle, Task begun, CancellationToken cancel)
    {
        for (var i = 0; !cancel.IsCancellationRequested; i++)
        {
            try
            {
                using var answer = await server.Send(token, $"m{i}", $"message {i}", cancel);
                answer.EnsureSuccessStatusCode();
                using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancel));
                if (!begun.IsCompleted)
                    oracle.Acknowledge(token, $"m{i}", json.RootElement.GetProperty("seq").GetInt64());
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }
        }
    }

    static async Task<string> SendFile(ServerProcess server, string token, byte[] bytes, CancellationToken cancel)
    {
        var file = await Ask(server, token, HttpMethod.Post, "/api/chat/files", new MultipartFormDataContent
        {
            { new ByteArrayContent(bytes), "file", "recipe.bin" },
        }, cancel);
        var attachment = new { file_id = file.GetProperty("file_id").GetString() };
        await Ask(server, token, HttpMethod.Post, "/api/chat/messages", JsonContent.Create(new { client_id = "file", attachment }), cancel);
        return file.GetProperty("url").GetString()!;
    }

    static async Task<(string Epoch, long Seq)> Newest(ServerProcess server, string token, CancellationToken cancel)
    {
        var page = await Ask(server, token, HttpMethod.Get, "/api/chat/events?limit=1", null, cancel);
        return (page.GetProperty("epoch").GetString()!, page.GetProperty("seq").GetInt64());
    }

    static async Task IsReset(ServerProcess server, string token, long after, string oldEpoch, CancellationToken cancel)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(
            new UriBuilder(server.Address) { Scheme = "ws", Path = "/api/chat/live", Query = $"after={after}" }.Uri, cancel);
        await using var live = new LiveClient(socket);
        await live.Send(new { type = "auth", token });
        var ready = await live.Next("ready") ?? throw new InvalidOperationException("The connection ended.");
        Assert.NotEqual(oldEpoch, ready.GetProperty("epoch").GetString());
        var reset = await live.Next("reset") ?? throw new InvalidOperationException("The connection ended.");
        Assert.Equal(ready.GetProperty("epoch").GetString(), reset.GetProperty("epoch").GetString());
    }

    static async Task<JsonElement> Ask(
        ServerProcess server, string token, HttpMethod method, string path, HttpContent? content, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await ChatClient.Ok(server.Client.SendAsync(request, cancel));
    }
}
