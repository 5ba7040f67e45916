using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Charla.Server.Tests;

/// <summary>A person's device, over real sockets.</summary>
sealed class ChatClient(Uri address, HttpClient http, string token, string psid)
{
    public string Token => token;

    public string Psid => psid;

    public static async Task<ChatClient> Open(Uri address, string handle, object? request = null)
    {
        var http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.ExpectContinue = true; // a body too large is refused before it is sent
        using var answer = await http.PostAsJsonAsync($"/api/chat/{handle}/sessions", request ?? new { });
        answer.EnsureSuccessStatusCode();
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var token = json.RootElement.GetProperty("token").GetString()!;
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return new ChatClient(address, http, token, json.RootElement.GetProperty("psid").GetString()!);
    }

    public Task<HttpResponseMessage> Post(string path, object body) => http.PostAsJsonAsync(path, body);

    public Task<HttpResponseMessage> Request(HttpMethod method, string path, HttpContent? content = null) =>
        http.SendAsync(new HttpRequestMessage(method, path) { Content = content });

    public async Task<JsonElement> Send(string clientId, string text) => await Ok(Post("/api/chat/messages", new { client_id = clientId, text }));

    public async Task<JsonElement> Get(string path) => await Ok(http.GetAsync(path));

    public async Task<List<JsonElement>> Events(long after = 0, int limit = 200)
    {
        var page = await Get($"/api/chat/events?after={after}&limit={limit}");
        return [.. page.GetProperty("events").EnumerateArray()];
    }

    public async Task<LiveClient> Connect(long after = 0)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(
            new UriBuilder(address) { Scheme = "ws", Path = "/api/chat/live", Query = $"after={after}" }.Uri, CancellationToken.None);
        var live = new LiveClient(socket);
        await live.Send(new { type = "auth", token });
        return live;
    }

    public static async Task<JsonElement> Ok(Task<HttpResponseMessage> request)
    {
        using var answer = await request;
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement.Clone();
    }

    /// <summary>Checks that it was refused in the documented shape; the stable code.</summary>
    public static async Task<string> Refused(Task<HttpResponseMessage> request, int status)
    {
        using var answer = await request;
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"Expected {status}, got {(int)answer.StatusCode}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("trace_id").GetString()!);
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
        return problem.GetProperty("code").GetString()!;
    }
}

/// <summary>A live connection as a browser has it.</summary>
sealed class LiveClient(ClientWebSocket socket) : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public WebSocketCloseStatus? ClosedWith => socket.CloseStatus;

    public Task Send(object frame) => SendText(JsonSerializer.Serialize(frame));

    public Task SendText(string text) => socket.SendAsync(
        Encoding.UTF8.GetBytes(text).AsMemory(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None).AsTask();

    /// <summary>The next frame of the type, skipping others; null when the connection ended.</summary>
    public async Task<JsonElement?> Next(string type)
    {
        using var soon = new CancellationTokenSource(Patience);
        while (await Read(soon.Token) is { } frame)
        {
            if (frame.GetProperty("type").GetString() == type)
                return frame;
        }

        return null;
    }

    /// <summary>Reads events until the number has come; all of them in the order of arrival.</summary>
    public async Task<List<JsonElement>> EventsUntil(long seq)
    {
        var events = new List<JsonElement>();
        while (events.Count == 0 || events[^1].GetProperty("seq").GetInt64() < seq)
        {
            var frame = await Next("events") ?? throw new InvalidOperationException("The connection ended.");
            events.AddRange(frame.GetProperty("events").EnumerateArray());
        }

        return events;
    }

    /// <summary>As when a tunnel begins: no goodbye.</summary>
    public void Cut() => socket.Abort();

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    async Task<JsonElement?> Read(CancellationToken cancel)
    {
        var buffer = new byte[64 << 10];
        var length = 0;
        while (true)
        {
            if (length == buffer.Length)
                Array.Resize(ref buffer, buffer.Length * 2);
            var read = await socket.ReceiveAsync(buffer.AsMemory(length), cancel);
            if (read.MessageType == WebSocketMessageType.Close)
                return null;
            length += read.Count;
            if (read.EndOfMessage)
                return JsonDocument.Parse(buffer.AsMemory(0, length)).RootElement.Clone();
        }
    }
}
