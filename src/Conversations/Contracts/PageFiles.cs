using Charla.Conversations.Attachments;
using Charla.Kernel;

namespace Charla.Conversations.Contracts;

/// <summary>Files that a page's programs bring, through the same pipeline as everybody's.</summary>
public sealed class PageFiles
{
    public const long MostBytes = UploadFile.MostBytes;

    readonly UploadFile upload;
    readonly FileStore rows;

    internal PageFiles(UploadFile upload, FileStore rows) => (this.upload, this.rows) = (upload, rows);

    /// <summary>Takes a file in.</summary>
    /// <param name="receive">Writes the bytes; its answer is the name that came with them, or why there are none.</param>
    public Task<Outcome<Attachment>> Keep(PageId page, Func<Stream, Task<Outcome<string>>> receive, CancellationToken cancel) =>
        upload.Keep(page, uploader: null, async path =>
        {
            await using var file = UploadBody.Create(path);
            var name = await receive(file);
            return name.IsAccepted && file.Length == 0 ? FileRefusals.Empty : name;
        }, cancel);

    /// <summary>A file of the page's own side.</summary>
    public Task<Attachment?> Find(PageId page, string fileId) => rows.FindOwn(page, null, fileId);
}
