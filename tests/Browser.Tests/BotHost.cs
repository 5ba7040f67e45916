using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Charla.Browser.Tests;

/// <summary>A developer's program on this machine: it answers the handshake and keeps what it is told.</summary>
sealed class BotHost : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    readonly HttpListener listener = new();
    readonly ConcurrentQueue<(string Body, string Signature)> told = [];

    BotHost(int port)
    {
        Address = $"http://localhost:{port}/hook/";
        listener.Prefixes.Add(Address);
        listener.Start();
        _ = Listen();
    }

    public string Address { get; }

    /// <summary>Whether it repeats the challenge of a handshake.</summary>
    public bool Agrees { get; set; } = true;

    public static BotHost Start()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        return new BotHost(port);
    }

    /// <summary>The first so many things that it was told.</summary>
    public async Task<IReadOnlyList<(string Body, string Signature)>> Told(int count)
    {
        var since = System.Diagnostics.Stopwatch.StartNew();
        while (told.Count < count)
        {
            Assert.True(since.Elapsed < Patience, $"The bot was told {told.Count} times of {count}.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        return [.. told];
    }

    public void Dispose() => listener.Close();

    async Task Listen()
    {
        while (listener.IsListening)
        {
            try
            {
                await Answer(await listener.GetContextAsync());
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    async Task Answer(HttpListenerContext call)
    {
        if (call.Request.HttpMethod == "POST")
        {
            using var reader = new StreamReader(call.Request.InputStream, Encoding.ASCII);
            told.Enqueue((await reader.ReadToEndAsync(), call.Request.Headers["X-Hub-Signature-256"] ?? ""));
        }

        call.Response.StatusCode = Agrees ? 200 : 403;
        var words = call.Request.QueryString["hub.challenge"] ?? """{"heard":true}""";
        await call.Response.OutputStream.WriteAsync(Encoding.ASCII.GetBytes(words));
        call.Response.Close();
    }
}
