using System.Net;
using System.Net.Http.Headers;
using System.Threading.Channels;
using Charla.Kernel.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Charla.Inbox.Push;

/// <summary>Something to tell a browser.</summary>
/// <param name="Topic">A later message of the same topic takes the place of one that still waits.</param>
sealed record Knock(PushSubscription To, byte[] Payload, string Topic);

/// <summary>
/// Brings knocks to push services, a few at a time, so that a slow service holds up nobody. A knock is a courtesy: the
/// message itself is in the inbox whatever becomes of it, so what still waits when the server stops is let go.
/// </summary>
sealed class PushSender(PushKeys keys, InboxStore store, OutboundGuard guard, TimeProvider clock, ILogger<PushSender> logger)
    : BackgroundService
{
    const int AtOnce = 8;
    const int Tries = 3;
    const string DayInSeconds = "86400";

    readonly Channel<Knock> waiting = Channel.CreateBounded<Knock>(
        new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropOldest });

    public void Send(Knock knock) => waiting.Writer.TryWrite(knock);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Parallel.ForEachAsync(
        waiting.Reader.ReadAllAsync(stoppingToken),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken },
        Deliver);

    async ValueTask Deliver(Knock knock, CancellationToken cancel)
    {
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            try
            {
                if (await Try(knock, cancel))
                    return;
            }
            catch (Exception error) when (!cancel.IsCancellationRequested)
            {
                logger.PushUnanswered(new Uri(knock.To.Endpoint).Host, attempt, error.Message);
            }

            await Task.Delay(TimeSpan.FromSeconds(2 << attempt), clock, cancel);
        }
    }

    /// <summary>False when the service asks to come again later.</summary>
    async Task<bool> Try(Knock knock, CancellationToken cancel)
    {
        var endpoint = new Uri(knock.To.Endpoint);
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint)
        {
            Content = new ByteArrayContent(PushEncryption.Seal(knock.Payload, knock.To.BrowserKey, knock.To.Auth)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        request.Content.Headers.ContentEncoding.Add("aes128gcm");
        request.Headers.TryAddWithoutValidation("Authorization", keys.Authorization(endpoint));
        request.Headers.Add("TTL", DayInSeconds);
        request.Headers.Add("Urgency", "high");
        request.Headers.Add("Topic", knock.Topic);
        using var response = await guard.Client.SendAsync(request, cancel);
        if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone)
            await store.Remove(knock.To.Endpoint);
        else if (response.StatusCode == HttpStatusCode.TooManyRequests || (int)response.StatusCode >= 500)
            return false;
        else if (!response.IsSuccessStatusCode)
            logger.PushRefused(endpoint.Host, (int)response.StatusCode);
        return true;
    }
}
