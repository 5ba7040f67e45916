using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace Charla.Browser.Tests;

/// <summary>
/// The server as people start it: a process of its own from its own build output, with the built front end, a free port
/// and an empty data folder. It is called localhost, because passkeys know no numbered addresses.
/// </summary>
sealed class ServerProcess : IAsyncDisposable
{
    public const string OperatorToken = "operator-token-of-the-walks";

    readonly Process process;
    readonly string folder;
    readonly ConcurrentQueue<string> said = [];
    readonly TaskCompletionSource<string> setUpLink = new(TaskCreationOptions.RunContinuationsAsynchronously);

    ServerProcess(Process process, string folder, Uri address)
    {
        (this.process, this.folder, Address) = (process, folder, address);
        Operator = Caller(OperatorToken);
    }

    public Uri Address { get; }

    /// <summary>Calls the API with the operator's token.</summary>
    public HttpClient Operator { get; }

    /// <summary>The one-time link that a fresh server prints.</summary>
    public Task<string> SetUpLink => setUpLink.Task.WaitAsync(TimeSpan.FromSeconds(30));

    public static async Task<ServerProcess> Start(string? command = null)
    {
        var program = Program();
        if (!File.Exists(program))
            Needs.Skip($"the built server ({program})");
        var folder = Directory.CreateTempSubdirectory("charla-walk-").FullName;
        var address = new Uri($"http://localhost:{FreePort()}");
        string[] options =
        [
            "--urls", address.ToString(), "--data", folder,
            "--Testing:RelaxedLimits", "true", "--Testing:Clock", "true", "--Testing:AllowLoopback", "true",
        ];
        var start = new ProcessStartInfo("dotnet", [program, .. command is null ? [] : new[] { command }, .. options])
        {
            Environment = { ["CHARLA_ADMIN_TOKEN"] = OperatorToken, ["Logging__LogLevel__Default"] = "Warning" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(program),
        };
        var server = new ServerProcess(new Process { StartInfo = start }, folder, address);
        await server.UntilReady();
        using var shell = await server.Operator.GetAsync("/m/anybody");
        if (shell.StatusCode == HttpStatusCode.ServiceUnavailable)
            Needs.Skip("the built front end (build without -p:BuildWeb=false)");
        return server;
    }

    public HttpClient Caller(string bearer)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", bearer);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        Operator.Dispose();
        var ended = process.HasExited;
        if (!ended)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        Directory.Delete(folder, recursive: true);
        Assert.False(ended, $"The server ended before the walks did. {LastWords()}");
        process.Dispose();
    }

    /// <summary>Beside this project's own output, built with the same configuration.</summary>
    public static string Program()
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(own.Parent!.Parent!.FullName, "Server", own.Name, "charla.dll");
    }

    string LastWords() => $"It ended with {process.ExitCode} and said: {string.Join('\n', said)}";

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    async Task UntilReady()
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Read(string? line)
        {
            if (line is null)
                return;
            said.Enqueue(line);
            if (line.StartsWith("Charla is ready", StringComparison.Ordinal))
                ready.TrySetResult();
            if (line.IndexOf("http", StringComparison.Ordinal) is >= 0 and var at && line.Contains("/console/", StringComparison.Ordinal))
                setUpLink.TrySetResult(line[at..].Trim());
        }

        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) =>
            ready.TrySetException(new InvalidOperationException($"The server did not start. {LastWords()}"));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await ready.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }
}

static class Calls
{
    public static async Task<JsonElement> Json(this HttpClient client, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {(int)answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    public static Task<JsonElement> Post(this HttpClient client, string path, object body) => client.Json(HttpMethod.Post, path, body);

    public static Task<JsonElement> Get(this HttpClient client, string path) => client.Json(HttpMethod.Get, path);

    public static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
