using System.Collections.Concurrent;
using Charla.Accounts.Contracts;
using Charla.Conversations.Contracts;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Charla.Inbox.Live;

/// <summary>
/// Closes the connections of who was removed or signed out, and ends looks that were not repeated: both within
/// seconds, because a connection outlives the request that opened it.
/// </summary>
sealed class OpenConnections(
    Presence presence, Screens screens, ConversationDoor door, TimeProvider clock, ILogger<OpenConnections> logger)
    : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(3);

    readonly ConcurrentDictionary<string, HubCallerContext> connections = new(StringComparer.Ordinal);

    public void Add(HubCallerContext connection)
    {
        if (connections.TryAdd(connection.ConnectionId, connection))
            LiveFigures.Opened("console");
    }

    public void Remove(HubCallerContext connection)
    {
        if (connections.TryRemove(connection.ConnectionId, out _))
            LiveFigures.Closed("console");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var connection in connections.Values)
                await CloseIfEnded(connection);
            foreach (var conversation in presence.Expire())
            {
                await screens.TellPresence(conversation);
                await door.Show(presence.Here(conversation));
            }
        }
    }

    async Task CloseIfEnded(HubCallerContext connection)
    {
        try
        {
            if (connection.GetHttpContext() is { } http && await http.ActorNow() is null)
                connection.Abort();
        }
        catch (ObjectDisposedException)
        {
            // It closed by itself meanwhile.
        }
        catch (Exception error)
        {
            logger.RightsUnknown(error);
        }
    }
}
