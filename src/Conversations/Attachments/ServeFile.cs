using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Charla.Conversations.Attachments;

/// <summary>
/// Gives out a file to whoever holds its signed address. Only images we drew ourselves, sound and film are shown in
/// place; nothing that a browser could run ever is. A wrong signature looks like a missing file.
/// </summary>
static class ServeFile
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapMethods("/files/{fileId}/{variant}", [HttpMethods.Get, HttpMethods.Head], Handle);

    static async Task<IResult> Handle(
        HttpContext http, string fileId, string variant, FileLinks links, FileStore rows, FileFolder folder)
    {
        if (!IsSigned(http.Request.Query, fileId, variant, links)
            || await rows.Find(fileId) is not { } file
            || await folder.Find(fileId, variant, http.RequestAborted) is not { } path)
        {
            return Refusal.NotFound.ToHttp();
        }

        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        headers["Cross-Origin-Resource-Policy"] = "same-site";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "private, max-age=604800, immutable";
        headers.ContentDisposition = Disposition(file);
        return TypedResults.PhysicalFile(path, ContentType(file, variant), enableRangeProcessing: true);
    }

    static bool IsSigned(IQueryCollection query, string fileId, string variant, FileLinks links) =>
        variant is FileFolder.Main or FileFolder.Preview
        && long.TryParse(query["e"], System.Globalization.CultureInfo.InvariantCulture, out var day)
        && query["s"].ToString() is { Length: > 0 and <= 64 } signature
        && links.IsValid(fileId, variant, day, signature);

    static string ContentType(Attachment file, string variant) =>
        variant == FileFolder.Preview ? FileType.WebP.Mime
        : file.Kind == AttachmentKind.File ? FileType.Opaque.Mime
        : file.Mime;

    static string Disposition(Attachment file)
    {
        var disposition = new ContentDispositionHeaderValue(file.Kind == AttachmentKind.File ? "attachment" : "inline");
        disposition.SetHttpFileName(file.Name);
        return disposition.ToString();
    }
}
