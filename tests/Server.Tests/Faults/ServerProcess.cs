using System.Diagnostics;
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Xml;

namespace Charla.Server.Tests.Faults;

/// <summary>The server as a process of its own, so that it can be killed as machines kill.</summary>
sealed class ServerProcess : IAsyncDisposable
{
    const string Ready = "Charla is ready: ";
    public const string OperatorToken = "operator-token-of-the-tests";

    const int Continue = 18;
    const int Stop = 19;

    readonly Process process;

    readonly StringBuilder said;

    ServerProcess(Process process, Uri address, StringBuilder said)
    {
        this.process = process;
        this.said = said;
        Address = address;
        Client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(15) };
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    /// <summary>Names the process to the system.</summary>
    public int Id => process.Id;

    public bool HasEnded => process.HasExited;

    /// <summary>All that it has written so far.</summary>
    public string Said
    {
        get
        {
            lock (said)
                return said.ToString();
        }
    }

    public static Task<ServerProcess> Start(TestStore store, CancellationToken cancel, params string[] settings)
    {
        if (store.Missing is { } what)
            Needs.Skip(what);
        return Start(
            store.Options.Folder, cancel, [.. store.Settings.SelectMany(setting => new[] { $"--{setting.Key}", setting.Value }), .. settings]);
    }

    public static Task<ServerProcess> Start(string folder, CancellationToken cancel, params string[] settings) =>
        Start(folder, new Dictionary<string, string>(), cancel, settings);

    /// <param name="environment">What its runtime reads there.</param>
    public static async Task<ServerProcess> Start(
        string folder, IReadOnlyDictionary<string, string> environment, CancellationToken cancel, params string[] settings)
    {
        var said = new StringBuilder();
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "charla.dll"),
                "--urls", "http://127.0.0.1:0", "--data", folder, "--Testing:RelaxedLimits", "true",
            },
            Environment = { ["CHARLA_ADMIN_TOKEN"] = OperatorToken },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (var word in settings)
            start.ArgumentList.Add(word);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.Exited += (_, _) => listening.TrySetException(new InvalidOperationException($"The server ended: {All()}"));
        process.EnableRaisingEvents = true;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var server = new ServerProcess(process, await listening.Task.WaitAsync(TimeSpan.FromSeconds(60), cancel), said);
        await server.UntilReady(cancel);
        return server;

        string All()
        {
            lock (said)
                return said.ToString();
        }

        void Hear(string? line)
        {
            lock (said)
                said.AppendLine(line);
            if (line?.StartsWith(Ready, StringComparison.Ordinal) == true)
                listening.TrySetResult(new Uri(line[Ready.Length..]));
        }
    }

    /// <summary>A page with the operator's token.</summary>
    public async Task<string> CreatePage(string handle, CancellationToken cancel)
    {
        using var answer = await CreatePage(handle, key: null, cancel);
        answer.EnsureSuccessStatusCode();
        return handle;
    }

    public async Task<HttpResponseMessage> CreatePage(string handle, string? key, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/admin/pages")
        {
            Content = JsonContent.Create(new { name = "Luna Bakery", handle, owner_email = $"{handle}@example.com" }),
        };
        request.Headers.Authorization = new("Bearer", OperatorToken);
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await Client.SendAsync(request, cancel);
    }

    /// <summary>The token of a new person of the page.</summary>
    public async Task<string> OpenSession(string handle, CancellationToken cancel)
    {
        using var answer = await Client.PostAsJsonAsync($"/api/chat/{handle}/sessions", new { }, cancel);
        answer.EnsureSuccessStatusCode();
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancel));
        return json.RootElement.GetProperty("token").GetString()!;
    }

    public Task<HttpResponseMessage> Send(string token, string clientId, string text, CancellationToken cancel)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/chat/messages")
        {
            Content = JsonContent.Create(new { client_id = clientId, text }),
        };
        request.Headers.Authorization = new("Bearer", token);
        return Client.SendAsync(request, cancel);
    }

    /// <summary>Everything of the thread, page after page.</summary>
    public async Task<IReadOnlyList<(long Seq, string? ClientId, string? Text)>> ReadAll(string token, CancellationToken cancel)
    {
        var all = new List<(long, string?, string?)>();
        while (true)
        {
            using var request = new HttpRequestMessage(
                HttpMethod.Get, $"/api/chat/events?after={(all.Count == 0 ? 0 : all[^1].Item1)}&limit=200");
            request.Headers.Authorization = new("Bearer", token);
            using var answer = await Client.SendAsync(request, cancel);
            answer.EnsureSuccessStatusCode();
            using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancel));
            foreach (var one in json.RootElement.GetProperty("events").EnumerateArray())
            {
                var message = one.TryGetProperty("message", out var found) ? found : default;
                all.Add((one.GetProperty("seq").GetInt64(), Text(message, "client_id"), Text(message, "text")));
            }

            if (!json.RootElement.GetProperty("more").GetBoolean())
                return all;
        }
    }

    /// <summary>Sets its clock ahead; it was started with <c>Testing:Clock</c>.</summary>
    public async Task SetAhead(TimeSpan by, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/admin/clock")
        {
            Content = JsonContent.Create(new { advance = XmlConvert.ToString(by) }),
        };
        request.Headers.Authorization = new("Bearer", OperatorToken);
        using var answer = await Client.SendAsync(request, cancel);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>kill -9: nothing is flushed, nobody is told.</summary>
    public async Task Kill()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    /// <summary>Sends a signal such as <c>TERM</c>, <c>STOP</c> or <c>CONT</c>.</summary>
    public async Task Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{process.Id}"]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Stops it where it is, or lets it go on: without another process about it, for whoever does it often.</summary>
    public void Pause(bool on) => Assert.Equal(0, SendSignal(process.Id, on ? Stop : Continue));

    /// <summary>The exit code, once the process has ended by itself.</summary>
    public async Task<int> Ended(TimeSpan within)
    {
        await process.WaitForExitAsync().WaitAsync(within);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!process.HasExited)
            await Kill();
        process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill")]
    static extern int SendSignal(int process, int signal);

    static string? Text(JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value) ? value.GetString() : null;

    async Task UntilReady(CancellationToken cancel)
    {
        var since = Stopwatch.StartNew();
        while (since.Elapsed < TimeSpan.FromSeconds(60) && !process.HasExited)
        {
            try
            {
                using var answer = await Client.GetAsync("/readyz", cancel);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50, cancel);
            }
        }

        lock (said)
            throw new InvalidOperationException($"The server did not become ready: {said}");
    }
}
