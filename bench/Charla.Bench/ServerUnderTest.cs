using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Charla.Kernel;

namespace Charla.Bench;

/// <summary>The server as a process of its own, in Release, on a data folder that is thrown away.</summary>
sealed class ServerUnderTest : IAsyncDisposable
{
    const string OperatorToken = "operator-token-of-the-bench";

    readonly Process process;
    readonly bool ownsFolder;
    string? consoleLink;

    ServerUnderTest(Process process, Uri address, string folder, bool ownsFolder, TimeSpan startedIn)
    {
        (this.process, Address, Folder, this.ownsFolder, StartedIn) = (process, address, folder, ownsFolder, startedIn);
        Client = new HttpClient { BaseAddress = address };
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public string Folder { get; }

    public int ProcessId => process.Id;

    /// <summary>From the start of the process to the first yes of /readyz.</summary>
    public TimeSpan StartedIn { get; }

    /// <summary>Resident memory in MB.</summary>
    public double Memory
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 / (1024.0 * 1024.0);
        }
    }

    /// <summary>What the process has computed since its start.</summary>
    public TimeSpan Cpu
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public static Task<ServerUnderTest> Start(Scratch scratch) => Start(scratch.Options.Folder, ownsFolder: false, scratch.Arguments);

    public static Task<ServerUnderTest> Start(string? folder = null)
    {
        var own = folder ?? Directory.CreateTempSubdirectory("charla-bench-").FullName;
        return Start(own, ownsFolder: folder is null, ["--data", own]);
    }

    static async Task<ServerUnderTest> Start(string folder, bool ownsFolder, IEnumerable<string> store)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var since = Stopwatch.StartNew();
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "charla.dll"),
                "--urls", address.ToString(),
                "--Testing:RelaxedLimits", "true", "--Testing:AllowLoopback", "true", "--Logging:LogLevel:Default", "Warning",
            },
            Environment = { ["CHARLA_ADMIN_TOKEN"] = OperatorToken },
            RedirectStandardOutput = true,
            WorkingDirectory = folder,
        };
        foreach (var word in store)
            start.ArgumentList.Add(word);
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        using var client = new HttpClient { BaseAddress = address };
        while (true)
        {
            try
            {
                if ((await client.GetAsync("/readyz")).IsSuccessStatusCode)
                    return new ServerUnderTest(process, address, folder, ownsFolder, since.Elapsed);
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                await Task.Delay(10);
            }
        }
    }

    public async Task<(string PageId, string Handle, string Token)> CreatePage(string handle = "bench")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/admin/pages")
        {
            Content = JsonContent.Create(new { name = "Bench", handle, owner_email = "bench@example.com" }),
        };
        request.Headers.Authorization = new("Bearer", OperatorToken);
        var answer = await Json(await Client.SendAsync(request));
        consoleLink = answer.GetProperty("console_link").GetString();
        return (answer.GetProperty("page_id").GetString()!, handle, answer.GetProperty("page_access_token").GetString()!);
    }

    /// <summary>The owner of the page comes in by the console's link; the answer sets their cookie.</summary>
    public async Task<HttpResponseMessage> Join()
    {
        var token = consoleLink![(consoleLink!.IndexOf("token=", StringComparison.Ordinal) + 6)..];
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/auth/invitation")
        {
            Content = JsonContent.Create(new { token, name = "Ana", email = "bench@example.com", password = Ids.NewSecret() }),
        };
        request.Headers.Add("Origin", Address.GetLeftPart(UriPartial.Authority));
        return (await Client.SendAsync(request)).EnsureSuccessStatusCode();
    }

    /// <summary>The token and psid of a new person.</summary>
    public async Task<(string Token, string Psid)> OpenSession(string handle)
    {
        var answer = await Json(await Client.PostAsJsonAsync($"/api/chat/{handle}/sessions", new { }));
        return (answer.GetProperty("token").GetString()!, answer.GetProperty("psid").GetString()!);
    }

    public async Task<IReadOnlyList<(string Token, string Psid)>> OpenSessions(string handle, int count)
    {
        var sessions = new (string, string)[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) =>
            sessions[i] = await OpenSession(handle));
        return sessions;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        if (ownsFolder)
            Directory.Delete(Folder, recursive: true);
    }

    static async Task<JsonElement> Json(HttpResponseMessage answer)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync();
            if (!answer.IsSuccessStatusCode)
                throw new InvalidOperationException($"{(int)answer.StatusCode}: {text}");
            return JsonDocument.Parse(text).RootElement.Clone();
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
