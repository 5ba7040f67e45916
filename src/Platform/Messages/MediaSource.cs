using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.Platform.Graph;
using Microsoft.AspNetCore.Http;

namespace Charla.Platform.Messages;

/// <summary>Brings the files that messages speak of: from the web, from an earlier upload, or from the request itself.</summary>
sealed class MediaSource(PageFiles files, AttachmentStore attachments, OutboundGuard guard)
{
    const long MostImageBytes = 8 << 20;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    static readonly TimeSpan VideoPatience = TimeSpan.FromSeconds(75);

    static readonly Refusal TooSlow = new("fetch.too_slow", "The file did not come in time.");
    static readonly Refusal NotThere = new("fetch.failed", "The file could not be fetched.");
    static readonly Refusal TooLarge = new("file.too_large", "The file is too large.", RefusalKind.TooLarge);

    /// <param name="filedata">The file part of a multipart request, when there is one.</param>
    public async Task<Checked<Attachment>> Resolve(PageId page, MediaPart part, IFormFile? filedata, CancellationToken cancel)
    {
        if (part.AttachmentId is { } id)
            return await Known(page, part, id);
        if (part.Url is { } url)
            return await Keep(page, part, file => Fetch(url, part.Kind, file, cancel), cancel);
        if (filedata is null)
            return GraphErrors.Missing("message[attachment][payload][url]");
        if (part.Kind == AttachmentKind.Audio && !IsOf(filedata.ContentType, "audio/"))
            return MessageErrors.WrongType;
        return await Keep(page, part, file => Receive(filedata, file, cancel), cancel);
    }

    async Task<Checked<Attachment>> Known(PageId page, MediaPart part, string id)
    {
        if (await attachments.Find(page, id) is not { } known || await files.Find(page, known.FileId) is not { } file)
            return MessageErrors.NoAttachment;
        return known.Kind == part.Kind || part.Kind == AttachmentKind.File ? Shown(file, part.Kind) : MessageErrors.WrongType;
    }

    async Task<Checked<Attachment>> Keep(
        PageId page, MediaPart part, Func<Stream, Task<Outcome<(string Name, string? Mime)>>> receive, CancellationToken cancel)
    {
        string? mime = null;
        var kept = await files.Keep(page, async stream =>
        {
            var received = await receive(stream);
            if (!received.IsAccepted)
                return received.Refusal;
            mime = received.Value.Mime;
            return received.Value.Name;
        }, cancel);
        if (!kept.IsAccepted)
            return ErrorOf(kept.Refusal, part.Kind);
        return Fits(kept.Value, part.Kind, mime) ? Shown(kept.Value, part.Kind) : MessageErrors.WrongType;
    }

    async Task<Outcome<(string Name, string? Mime)>> Fetch(string url, AttachmentKind kind, Stream file, CancellationToken cancel)
    {
        var most = kind == AttachmentKind.Image ? MostImageBytes : PageFiles.MostBytes;
        var patience = kind == AttachmentKind.Video ? VideoPatience : Patience;
        var download = await guard.Fetch(url, file, most, patience, cancel);
        if (download.Fault is not { } fault)
            return (download.Name, download.Mime);
        return fault switch
        {
            DownloadFault.TooLarge => TooLarge,
            DownloadFault.TooSlow => TooSlow,
            DownloadFault.NotThere => NotThere,
        };
    }

    static async Task<Outcome<(string Name, string? Mime)>> Receive(IFormFile filedata, Stream file, CancellationToken cancel)
    {
        if (filedata.Length > PageFiles.MostBytes)
            return TooLarge;
        await filedata.CopyToAsync(file, cancel);
        return (filedata.FileName, filedata.ContentType);
    }

    static GraphError ErrorOf(Refusal refusal, AttachmentKind kind) => refusal.Code switch
    {
        "fetch.too_slow" => kind == AttachmentKind.Video ? MessageErrors.VideoTooSlow : MessageErrors.NotFetched,
        "fetch.failed" or "file.empty" => MessageErrors.NotFetched,
        var code when code.StartsWith("image.", StringComparison.Ordinal) => MessageErrors.WrongType,
        _ => GraphErrors.Of(refusal),
    };

    /// <summary>An image must be one. Sound and film that the server does not know go as the file that their sender says.</summary>
    static bool Fits(Attachment file, AttachmentKind wanted, string? mime) => wanted switch
    {
        AttachmentKind.File => true,
        AttachmentKind.Image => file.Kind == AttachmentKind.Image,
        AttachmentKind.Audio => file.Kind == AttachmentKind.Audio || IsUnknownOf(file, mime, "audio/"),
        AttachmentKind.Video => file.Kind == AttachmentKind.Video || IsUnknownOf(file, mime, "video/"),
    };

    static bool IsUnknownOf(Attachment file, string? mime, string family) =>
        file is { Kind: AttachmentKind.File, Mime: "application/octet-stream" } && IsOf(mime, family);

    static bool IsOf(string? mime, string family) => mime?.StartsWith(family, StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>A picture that is sent as a file is one to keep, not one to look at.</summary>
    static Attachment Shown(Attachment file, AttachmentKind wanted) =>
        wanted == AttachmentKind.File && file.Kind != AttachmentKind.File
            ? file with { Kind = AttachmentKind.File, HasPreview = false }
            : file;
}
