using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Kernel.Storage;
using Dapper;

namespace Charla.Conversations.Attachments;

/// <summary>The rows of uploaded files. A file belongs to a page, and to the person who uploaded it or to the team.</summary>
sealed class FileStore(Database database, TimeProvider clock)
{
    public Task Add(PageId page, Psid? uploader, Attachment file) => database.Write((connection, transaction) =>
        connection.ExecuteAsync(
            """
            INSERT INTO files (page_id, file_id, person_id, kind, name, size, mime, width, height, has_preview, created_at)
            VALUES (@page, @id, @person, @kind, @name, @size, @mime, @width, @height, @preview, @now)
            """,
            new
            {
                page = page.Value,
                id = file.FileId,
                person = uploader?.Value,
                kind = file.Kind.ToString(),
                name = file.Name,
                size = file.Size,
                mime = file.Mime,
                width = file.Width,
                height = file.Height,
                preview = file.HasPreview ? 1L : 0L,
                now = clock.GetUtcNow().ToStored(),
            },
            transaction));

    /// <summary>A file that this side of the page may send: the person's own, or one of the team's.</summary>
    public Task<Attachment?> FindOwn(PageId page, Psid? uploader, string fileId) => Find(
        "page_id = @page AND file_id = @fileId AND person_id IS NOT DISTINCT FROM @person",
        new { page = page.Value, fileId, person = uploader?.Value });

    /// <summary>Any file, for whoever holds a signed address of it.</summary>
    public Task<Attachment?> Find(string fileId) => Find("file_id = @fileId", new { fileId });

    /// <summary>How many bytes and files the person uploaded since an instant.</summary>
    public Task<(long Bytes, long Files)> UploadedSince(PageId page, Psid person, DateTimeOffset since) =>
        database.Read(connection => connection.QuerySingleAsync<(long, long)>(
            "SELECT CAST(coalesce(sum(size), 0) AS BIGINT), count(*) FROM files WHERE page_id = @page AND person_id = @person AND created_at >= @since",
            new { page = page.Value, person = person.Value, since = since.ToStored() }));

    Task<Attachment?> Find(string where, object values) => database.Read(async connection =>
        (await connection.QuerySingleOrDefaultAsync<Row>(
            $"SELECT file_id, kind, name, size, mime, width, height, has_preview FROM files WHERE {where}", values))?.ToAttachment());

    sealed record Row(
        string File_Id, string Kind, string Name, long Size, string Mime, long? Width, long? Height, long Has_Preview)
    {
        public Attachment ToAttachment() => new(File_Id, Enum.Parse<AttachmentKind>(Kind), Name, Size, Mime)
        {
            Width = (int?)Width,
            Height = (int?)Height,
            HasPreview = Has_Preview != 0,
        };
    }
}
