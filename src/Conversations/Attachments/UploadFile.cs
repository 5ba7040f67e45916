using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.People.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Conversations.Attachments;

/// <summary>
/// Takes a file from either side. The bytes say what it is; the row comes last, so that a file that is known is whole.
/// </summary>
sealed class UploadFile(FileFolder folder, FileStore rows, ImageCleaner images, UploadQuota quota, EventWriter events)
{
    public const long MostBytes = 25 << 20;

    public static void Map(IEndpointRouteBuilder chat) => chat.MapPost("/files", (HttpContext http, UploadFile upload) =>
    {
        var person = http.Person();
        return upload.Handle(http, person.Page, person.Psid);
    }).RequirePerson();

    /// <param name="uploader">The person who sends it, or null for the team.</param>
    public async Task<IResult> Handle(HttpContext http, PageId page, Psid? uploader)
    {
        if (uploader is { } person && await quota.Check(page, person) is { } refusal)
            return refusal.ToHttp();
        var file = await Keep(page, uploader, path => UploadBody.Save(http, path, MostBytes), http.RequestAborted);
        return file.IsAccepted
            ? new WrittenJson(json => events.WriteFile(json, file.Value!), StatusCodes.Status201Created)
            : file.Refusal.ToHttp();
    }

    /// <summary>Takes in a file whose bytes somebody writes to a path; what comes of it is whole or nothing.</summary>
    /// <param name="receive">Answers with the name that the sender gave.</param>
    public async Task<Outcome<Attachment>> Keep(
        PageId page, Psid? uploader, Func<string, Task<Outcome<string>>> receive, CancellationToken cancel)
    {
        var fileId = Ids.NewSecret();
        var stored = false;
        try
        {
            var file = await Store(page, uploader, fileId, receive, cancel);
            stored = file.IsAccepted;
            return file;
        }
        finally
        {
            if (!stored)
                folder.Remove(fileId);
        }
    }

    async Task<Outcome<Attachment>> Store(
        PageId page, Psid? uploader, string fileId, Func<string, Task<Outcome<string>>> receive, CancellationToken cancel)
    {
        var path = folder.Temporary(fileId);
        var saved = await receive(path);
        if (!saved.IsAccepted)
            return saved.Refusal;
        var type = await TypeOf(path, cancel);
        var name = SafeName.Of(saved.Value, type.Extensions);
        var file = new Attachment(fileId, type.Kind, name, new FileInfo(path).Length, type.Mime);
        if (type.Kind == AttachmentKind.Image)
        {
            var clean = await images.Clean(path, type, MostBytes, cancel);
            if (!clean.IsAccepted)
                return clean.Refusal;
            file = await Keep(clean.Value, file, saved.Value, cancel);
        }

        await folder.Keep(fileId, FileFolder.Main, cancel);
        await rows.Add(page, uploader, file);
        return file;
    }

    async Task<Attachment> Keep(CleanImage image, Attachment file, string givenName, CancellationToken cancel)
    {
        await File.WriteAllBytesAsync(folder.Temporary(file.FileId), image.Bytes, cancel);
        await File.WriteAllBytesAsync(folder.Temporary(file.FileId, FileFolder.Preview), image.Preview, cancel);
        await folder.Keep(file.FileId, FileFolder.Preview, cancel);
        return file with
        {
            Name = SafeName.Of(givenName, image.Type.Extensions),
            Mime = image.Type.Mime,
            Size = image.Bytes.Length,
            Width = image.Width,
            Height = image.Height,
            HasPreview = true,
        };
    }

    static async Task<FileType> TypeOf(string path, CancellationToken cancel)
    {
        await using var file = File.OpenRead(path);
        var head = new byte[FileType.HeadLength];
        var length = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancel);
        return Mp4Tracks.Refine(FileType.Of(head.AsSpan(0, length)), file);
    }
}
