using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Charla.Server.Tests.Webhooks;

/// <summary>What came in, to the byte.</summary>
sealed record Received(IReadOnlyDictionary<string, string> Headers, byte[] Body, string Path)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Json { get; } = JsonDocument.Parse(Body).RootElement;

    /// <summary>The one event of the body.</summary>
    public JsonElement Event => Json.GetProperty("entry")[0].GetProperty("messaging")[0];

    public string? MessageText => Event.TryGetProperty("message", out var message) && message.TryGetProperty("text", out var text)
        ? text.GetString()
        : null;

    public string Id => Headers["webhook-id"];
}

/// <summary>A program behind a webhook, on this machine.</summary>
sealed class Receiver(WebApplication app) : IAsyncDisposable
{
    public const string VerifyToken = "say the number";
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly ConcurrentQueue<Received> received = new();
    readonly CancellationTokenSource closing = new();

    public Uri Address => new(new Uri(app.Urls.First()), "/hook");

    /// <summary>What is answered; 200 unless told.</summary>
    public Func<Received, HttpContext, Task> Answer { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>What it says when it is asked whether it wants events.</summary>
    public Func<IQueryCollection, IResult> Verify { get; set; } = query =>
        query["hub.verify_token"] == VerifyToken && query["hub.mode"] == "subscribe"
            ? Results.Text(query["hub.challenge"].ToString())
            : Results.StatusCode(StatusCodes.Status403Forbidden);

    public IReadOnlyList<Received> All => [.. received];

    /// <param name="at">To come back on the address that it had.</param>
    public static async Task<Receiver> Start(Uri? at = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(at?.GetLeftPart(UriPartial.Authority) ?? "http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new Receiver(app);
        app.MapGet("/hook/{**rest}", (HttpContext http) => receiver.Verify(http.Request.Query));
        app.MapPost("/hook/{**rest}", async (HttpContext http) =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            var one = new Received(
                http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
                body.ToArray(),
                http.Request.Path);
            receiver.received.Enqueue(one);
            await receiver.Answer(one, http);
        });
        await app.StartAsync();
        return receiver;
    }

    /// <summary>Never answers, until the receiver ends.</summary>
    public async Task Hang(HttpContext http)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, closing.Token);
        await Task.Delay(Timeout.Infinite, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Waits until this is so of all that came in.</summary>
    public async Task<IReadOnlyList<Received>> Until(Func<IReadOnlyList<Received>, bool> isSo, Action? meanwhile = null)
    {
        var since = System.Diagnostics.Stopwatch.StartNew();
        while (!isSo(All))
        {
            Assert.True(since.Elapsed < Patience, $"It did not come about; {All.Count} came in: {string.Join("\n", All.Select(one => one.Text).Take(20))}");
            meanwhile?.Invoke();
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        return All;
    }

    public async Task<Received> Next(Func<Received, bool> which) => (await Until(all => all.Any(which))).First(which);

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await app.DisposeAsync();
    }
}
