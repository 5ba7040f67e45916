using Charla.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Charla.Conversations.Attachments;

/// <summary>The multipart body of an upload, read as it comes; it is never in memory whole.</summary>
static class UploadBody
{
    const int Overhead = 64 * 1024;

    /// <summary>So far Kestrel reads on before it closes a connection, so that the refusal reaches the sender.</summary>
    const long DrainAtMost = 64 << 20;

    /// <summary>Writes the field named <c>file</c> to a path; the name is the one the sender gave.</summary>
    /// <exception cref="IOException">The disk does not take the bytes.</exception>
    public static async Task<Outcome<string>> Save(HttpContext http, string path, long mostBytes)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = DrainAtMost;
        if (http.Request.ContentLength > mostBytes + Overhead)
            return FileRefusals.TooLarge;
        if (Boundary(http.Request) is not { } boundary)
            return FileRefusals.NotMultipart;
        var reader = new MultipartReader(boundary, http.Request.Body) { HeadersCountLimit = 16, HeadersLengthLimit = 16 * 1024 };
        var section = await Next(reader, http.RequestAborted);
        if (!section.IsAccepted)
            return section.Refusal;
        var (body, name) = section.Value;
        await using var file = Create(path);
        var buffer = new byte[1 << 16];
        var length = 0L;
        while (true)
        {
            var read = await Read(body, buffer, http.RequestAborted);
            if (!read.IsAccepted)
                return read.Refusal;
            if (read.Value == 0)
                break;
            length += read.Value;
            if (length > mostBytes)
                return FileRefusals.TooLarge;
            await file.WriteAsync(buffer.AsMemory(0, read.Value), http.RequestAborted);
        }

        return length == 0 ? FileRefusals.Empty : name;
    }

    public static FileStream Create(string path) =>
        new(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true);

    static string? Boundary(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 and <= 70 } boundary
            ? boundary
            : null;

    static async Task<Outcome<(Stream Body, string Name)>> Next(MultipartReader reader, CancellationToken cancel)
    {
        try
        {
            while (await reader.ReadNextSectionAsync(cancel) is { } section)
            {
                if (section.GetContentDispositionHeader() is { } disposition
                    && HeaderUtilities.RemoveQuotes(disposition.Name) == "file" && disposition.IsFileDisposition())
                {
                    return (section.Body, NameOf(disposition));
                }
            }

            return FileRefusals.Missing;
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            return FileRefusals.Malformed;
        }
    }

    static async ValueTask<Outcome<int>> Read(Stream body, byte[] buffer, CancellationToken cancel)
    {
        try
        {
            return await body.ReadAsync(buffer, cancel);
        }
        catch (BadHttpRequestException error) when (error.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return FileRefusals.TooLarge;
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            return FileRefusals.Malformed;
        }
    }

    static string NameOf(ContentDispositionHeaderValue disposition) =>
        (disposition.FileNameStar.HasValue ? disposition.FileNameStar : HeaderUtilities.RemoveQuotes(disposition.FileName))
        .Value ?? "";
}
