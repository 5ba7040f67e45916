using System.Globalization;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Kernel.Storage;
using Dapper;

namespace Charla.Platform.Messages;

/// <summary>The attachment ids of a page; each is good for 90 days.</summary>
sealed class AttachmentStore(Database database, TimeProvider clock)
{
    static readonly TimeSpan Life = TimeSpan.FromDays(90);

    /// <summary>A new id for a file of the page; ids that ended make room.</summary>
    public async Task<string> Add(PageId page, Attachment file)
    {
        var id = Ids.NewNumber();
        var now = clock.GetUtcNow();
        await database.Write(async (connection, transaction) =>
        {
            await connection.ExecuteAsync(
                "DELETE FROM reusable_attachments WHERE page_id = @page AND made_at < @ended",
                new { page = page.Value, ended = (now - Life).ToStored() },
                transaction);
            await connection.ExecuteAsync(
                """
                INSERT INTO reusable_attachments (page_id, attachment_id, file_id, kind, made_at)
                VALUES (@page, @id, @file, @kind, @now)
                """,
                new { page = page.Value, id, file = file.FileId, kind = file.Kind.ToString(), now = now.ToStored() },
                transaction);
        });
        return id.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The file behind an id, and as what it was uploaded; null for a foreign or ended id.</summary>
    public async Task<(string FileId, AttachmentKind Kind)?> Find(PageId page, string attachmentId)
    {
        if (!Ids.TryParse(attachmentId, out var id))
            return null;
        var row = await database.Read(connection => connection.QuerySingleOrDefaultAsync<Row>(
            "SELECT file_id, kind FROM reusable_attachments WHERE page_id = @page AND attachment_id = @id AND made_at >= @ended",
            new { page = page.Value, id, ended = (clock.GetUtcNow() - Life).ToStored() }));
        return row is null ? null : (row.File_Id, Enum.Parse<AttachmentKind>(row.Kind));
    }

    sealed record Row(string File_Id, string Kind);
}
