using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Charla.Bench;

/// <summary>Programs behind webhooks, one a path, which take what comes and note when.</summary>
sealed class HookReceivers(WebApplication app) : IAsyncDisposable
{
    int received;

    public Uri Address => new(app.Urls.First());

    /// <summary>This one takes what comes and never answers.</summary>
    public string? Hanging { get; set; }

    /// <summary>When a message's text came, by the stopwatch; kept only while wanted.</summary>
    public ConcurrentDictionary<string, long>? Came { get; set; }

    public int Received => Volatile.Read(ref received);

    public static async Task<HookReceivers> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receivers = new HookReceivers(app);
        app.MapGet("/hook/{name}", (HttpContext http) => Results.Text(http.Request.Query["hub.challenge"].ToString()));
        app.MapPost("/hook/{name}", receivers.Take);
        await app.StartAsync();
        return receivers;
    }

    public void Reset() => Volatile.Write(ref received, 0);

    public async Task Until(int count)
    {
        while (Received < count)
            await Task.Delay(1);
    }

    async Task Take(HttpContext http, string name)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        if (name == Hanging)
        {
            await Task.Delay(Timeout.Infinite, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        if (Came is { } came)
        {
            using var json = JsonDocument.Parse(body.ToArray());
            var text = json.RootElement.GetProperty("entry")[0].GetProperty("messaging")[0].GetProperty("message").GetProperty("text");
            came.TryAdd(text.GetString()!, Stopwatch.GetTimestamp());
        }

        Interlocked.Increment(ref received);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
