using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Charla.Kernel.Http;

namespace Charla.Platform.Webhooks;

/// <summary>
/// Sends one event to one receiver: signed, once, within 20 seconds, following no redirect. Lanes bound how much is sent
/// at once, so connections are not bounded here: a receiver that hangs takes none from its neighbours.
/// </summary>
sealed class WebhookCaller(OutboundGuard guard, TimeProvider clock)
{
    public const string UserAgent = "Charla-Webhooks/1.0";
    const int LongestAnswer = 1024;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    readonly HttpClient client = guard.NewClient(connectionsPerServer: int.MaxValue);

    /// <exception cref="OperationCanceledException">It was taken back; nobody knows whether it arrived.</exception>
    public async Task<Attempt> Send(DeliveryId id, string body, Uri to, IReadOnlyList<string> secrets, CancellationToken cancel)
    {
        var bytes = Encoding.ASCII.GetBytes(body);
        var at = clock.GetUtcNow();
        var since = Stopwatch.GetTimestamp();
        using var request = new HttpRequestMessage(HttpMethod.Post, to) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        var signatures = Signatures.Of(id.ToString(), at, bytes, secrets);
        foreach (var (name, value) in signatures)
            request.Headers.TryAddWithoutValidation(name, value);
        var attempt = new Attempt(at, to.AbsoluteUri, Written(signatures), default, null, null, null);

        using var soon = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        soon.CancelAfter(Patience);
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, soon.Token);
            return attempt with
            {
                Status = (int)response.StatusCode,
                RetryAfter = WaitOf(response.Headers.RetryAfter),
                Answer = await StartOf(response, soon.Token),
                Took = Stopwatch.GetElapsedTime(since),
            };
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return attempt with { Error = "It did not answer within 20 seconds.", Took = Stopwatch.GetElapsedTime(since) };
        }
        catch (HttpRequestException error)
        {
            return attempt with { Error = (error.InnerException ?? error).Message, Took = Stopwatch.GetElapsedTime(since) };
        }
    }

    /// <summary>As JSON; none of these values needs an escape.</summary>
    static string Written(IReadOnlyList<(string Name, string Value)> signatures)
    {
        var text = new StringBuilder($"{{\"Content-Type\":\"application/json\",\"User-Agent\":\"{UserAgent}\"", 512);
        foreach (var (name, value) in signatures)
            text.Append(",\"").Append(name).Append("\":\"").Append(value).Append('"');
        return text.Append('}').ToString();
    }

    TimeSpan? WaitOf(RetryConditionHeaderValue? header) =>
        header?.Delta ?? (header?.Date is { } date && date > clock.GetUtcNow() ? date - clock.GetUtcNow() : null);

    /// <summary>The status counts, whatever becomes of the rest.</summary>
    static async Task<string?> StartOf(HttpResponseMessage response, CancellationToken cancel)
    {
        if (response.Content.Headers.ContentLength == 0)
            return null;
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancel);
            var start = new byte[LongestAnswer];
            var length = await body.ReadAtLeastAsync(start, LongestAnswer, throwOnEndOfStream: false, cancel);
            return length == 0 ? null : Encoding.UTF8.GetString(start, 0, length).Replace("\0", "", StringComparison.Ordinal);
        }
        catch (Exception error) when (error is IOException or HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }
}
