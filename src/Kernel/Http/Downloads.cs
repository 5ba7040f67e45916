using System.Net;
using System.Net.Http.Headers;

namespace Charla.Kernel.Http;

/// <summary>Why a file did not come.</summary>
public enum DownloadFault
{
    /// <summary>The address is none, is not public, answers with an error, or not at all.</summary>
    NotThere,
    TooLarge,
    TooSlow,
}

/// <summary>What came with a file: the name in its address, and what its server calls it.</summary>
public sealed record Download(DownloadFault? Fault, string Name = "", string? Mime = null);

/// <summary>Fetches files from addresses that others chose, through the guard on every hop.</summary>
public static class Downloads
{
    const int MostHops = 5;

    /// <summary>Writes what lies at an address into a stream, up to a length and a time.</summary>
    public static async Task<Download> Fetch(
        this OutboundGuard guard, string url, Stream to, long mostBytes, TimeSpan patience, CancellationToken cancel)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        time.CancelAfter(patience);
        try
        {
            return Uri.TryCreate(url, UriKind.Absolute, out var address)
                ? await Follow(guard, address, to, mostBytes, time.Token)
                : new Download(DownloadFault.NotThere);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new Download(DownloadFault.TooSlow);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or System.Net.Sockets.SocketException or UriFormatException)
        {
            return new Download(DownloadFault.NotThere);
        }
    }

    static async Task<Download> Follow(OutboundGuard guard, Uri address, Stream to, long mostBytes, CancellationToken cancel)
    {
        for (var hop = 0; hop <= MostHops; hop++)
        {
            if (address.UserInfo.Length > 0 || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
                return new Download(DownloadFault.NotThere);
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Charla", "1.0"));
            using var response = await guard.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            if (IsMoved(response.StatusCode) && response.Headers.Location is { } elsewhere)
            {
                address = new Uri(address, elsewhere);
                continue;
            }

            if (!response.IsSuccessStatusCode)
                return new Download(DownloadFault.NotThere);
            var content = response.Content;
            if (content.Headers.ContentLength > mostBytes)
                return new Download(DownloadFault.TooLarge);
            await using var body = await content.ReadAsStreamAsync(cancel);
            return await Copy(body, to, mostBytes, cancel)
                ? new Download(null, NameOf(content, address), content.Headers.ContentType?.MediaType)
                : new Download(DownloadFault.TooLarge);
        }

        return new Download(DownloadFault.NotThere);
    }

    /// <summary>False when there is more than fits.</summary>
    static async Task<bool> Copy(Stream body, Stream to, long mostBytes, CancellationToken cancel)
    {
        var buffer = new byte[1 << 16];
        var length = 0L;
        int read;
        while ((read = await body.ReadAsync(buffer, cancel)) > 0)
        {
            length += read;
            if (length > mostBytes)
                return false;
            await to.WriteAsync(buffer.AsMemory(0, read), cancel);
        }

        return true;
    }

    static string NameOf(HttpContent content, Uri address) =>
        content.Headers.ContentDisposition is { } disposition
        && (disposition.FileNameStar ?? disposition.FileName?.Trim('"')) is { Length: > 0 } name
            ? name
            : Uri.UnescapeDataString(address.Segments[^1].Trim('/'));

    static bool IsMoved(HttpStatusCode status) => status is HttpStatusCode.Moved or HttpStatusCode.Found
        or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;
}
