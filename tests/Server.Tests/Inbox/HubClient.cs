using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;

namespace Charla.Server.Tests.Inbox;

/// <summary>A team's screen: the real client over real sockets, and everything it was told.</summary>
sealed class HubClient : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    readonly HubConnection hub;
    readonly ConcurrentQueue<(string Message, JsonElement Content)> told = new();
    readonly SemaphoreSlim arrived = new(0);

    HubClient(HubConnection hub)
    {
        this.hub = hub;
        hub.Closed += _ =>
        {
            Closed.TrySetResult();
            return Task.CompletedTask;
        };
        foreach (var message in (string[])["Changed", "Typing", "Receipts", "Presence", "Reload"])
        {
            hub.On<JsonElement>(message, content =>
            {
                told.Enqueue((message, content));
                arrived.Release();
            });
        }
    }

    public TaskCompletionSource Closed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static Task<HubClient> Connect(ServerFixture server, HttpClient browser) => Connect(server.Address, browser);

    public static async Task<HubClient> Connect(Uri server, HttpClient browser)
    {
        var hub = new HubConnectionBuilder().WithUrl(new Uri(server, "/hubs/inbox"), options =>
        {
            foreach (var (name, values) in browser.DefaultRequestHeaders)
                options.Headers[name] = string.Join(',', values);
        }).Build();
        var client = new HubClient(hub);
        await hub.StartAsync(TestContext.Current.CancellationToken);
        return client;
    }

    public Task Call(string method, params object?[] words) =>
        hub.InvokeCoreAsync(method, words, TestContext.Current.CancellationToken);

    /// <summary>The next message of this name that the check accepts; others are let go.</summary>
    public async Task<JsonElement> Next(string message, Func<JsonElement, bool>? check = null)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        soon.CancelAfter(Patience);
        while (true)
        {
            await arrived.WaitAsync(soon.Token);
            if (told.TryDequeue(out var next) && next.Message == message && (check is null || check(next.Content)))
                return next.Content;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await hub.DisposeAsync();
        arrived.Dispose();
    }
}
