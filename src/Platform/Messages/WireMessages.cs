using System.Text.Json;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Platform.Graph;
using Charla.Platform.Utility;
using Microsoft.AspNetCore.Http;

namespace Charla.Platform.Messages;

/// <summary>What a message of the wire becomes, with the ids of its files that the sender wants to use again.</summary>
sealed record WireContent(MessageContent Content)
{
    public string? AttachmentId { get; init; }
}

/// <summary>Makes messages of the conversation from messages of the wire, with their files.</summary>
sealed class WireMessages(MediaSource media, AttachmentStore attachments, MessageTemplates templates)
{
    /// <param name="filedata">The file part of a multipart request, when there is one.</param>
    public async ValueTask<Checked<WireContent>> Read(JsonElement message, PageId page, IFormFile? filedata, CancellationToken cancel)
    {
        if (message.ValueKind == JsonValueKind.Object && FieldRules.Field(message, "template") is { } template)
        {
            var written = await templates.Write(page, template);
            return written.Error is { } unfilled ? unfilled : new WireContent(written.Value!);
        }

        var read = MessageReader.Read(message);
        if (read.Error is { } wrong)
            return wrong;
        var parts = read.Value!;
        if (parts.Media.Count == 0)
            return new WireContent(parts.Content);
        var found = new List<Attachment>(parts.Media.Count);
        string? attachmentId = null;
        foreach (var part in parts.Media)
        {
            var file = await media.Resolve(page, part, filedata, cancel);
            if (file.Error is { } missing)
                return missing;
            found.Add(file.Value!);
            if (part.IsReusable)
                attachmentId ??= part.AttachmentId ?? await attachments.Add(page, file.Value!);
        }

        return new WireContent(parts.Content with { Attachments = found }) { AttachmentId = attachmentId };
    }
}
