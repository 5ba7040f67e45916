using System.Text.Json;
using System.Text.Json.Nodes;
using Charla.Conversations.Contracts;
using Charla.Platform.Graph;

namespace Charla.Platform.Messages;

/// <summary><c>POST /me/message_attachments</c>: takes a file before it is sent, for one message or many.</summary>
sealed class UploadAttachment(MediaSource media, AttachmentStore attachments)
{
    const string Path = "message[attachment]";

    public void Map(GraphRoutes routes) => routes.OnPage("POST", "message_attachments", Handle);

    async Task<GraphAnswer> Handle(PageCall call)
    {
        if (call.Request.Json("message") is not { } message)
            return GraphErrors.Missing("message");
        if (FieldRules.Field(message, "attachment") is not { ValueKind: JsonValueKind.Object } attachment)
            return GraphErrors.Missing(Path);
        var part = MessageReader.Media(attachment, Path);
        if (part.Error is { } wrong)
            return wrong;
        if (part.Value!.AttachmentId is not null)
            return GraphErrors.Parameter($"{Path}[payload]", "must hold a url, or come with filedata");
        var file = await media.Resolve(call.Page.Id, part.Value, call.Request.File("filedata"), call.Cancel);
        return file.Error is { } missing
            ? missing
            : new JsonObject { ["attachment_id"] = await attachments.Add(call.Page.Id, file.Value!) };
    }
}
