using System.Text.Json.Nodes;
using Charla.Conversations.Contracts;

namespace Charla.Platform.Messages;

/// <summary>Messages of the thread as the wire says them.</summary>
static class WireMessage
{
    /// <summary>
    /// The <c>message</c> of a webhook: what was said, by its id. What the page said carries its metadata; whether it is an
    /// echo, and whose, is for the webhook to add.
    /// </summary>
    /// <param name="origin">Scheme and host of this installation, for the addresses of files.</param>
    public static JsonObject Write(Entry entry, FileLinks links, string origin)
    {
        var message = new JsonObject { ["mid"] = entry.MessageId.ToString() };
        if (entry.Event is not MessageSent { Content: var content } sent)
        {
            if (entry.Event is PostbackTapped tapped)
                message["text"] = tapped.Title;
            return message;
        }

        if (sent.Unsent)
        {
            message["is_deleted"] = true;
            return message;
        }

        if (content.Text is not null)
            message["text"] = content.Text;
        if (content.QuickReplyPayload is { } payload)
            message["quick_reply"] = new JsonObject { ["payload"] = payload };
        if (content.ReplyToSeq is { } seq)
            message["reply_to"] = ReplyTo(entry, seq);
        if (Attachments(content, links, origin) is { Count: > 0 } attachments)
            message["attachments"] = attachments;
        if (entry.By.IsPage && content.Metadata is { } metadata)
            message["metadata"] = metadata;
        return message;
    }

    /// <summary>The files and the template of a message; empty when it is a text alone.</summary>
    public static JsonArray Attachments(MessageContent content, FileLinks links, string origin)
    {
        var attachments = new JsonArray();
        if (content.Template is { } template)
        {
            attachments.Add((JsonNode)WireTemplate.Write(template, content.Attachments?[0], links, origin));
            return attachments;
        }

        foreach (var file in content.Attachments ?? [])
        {
            attachments.Add((JsonNode)new JsonObject
            {
                ["type"] = KindOf(file.Kind),
                ["payload"] = new JsonObject { ["url"] = origin + links.To(file, preview: false) },
            });
        }

        return attachments;
    }

    public static string KindOf(AttachmentKind kind) => kind switch
    {
        AttachmentKind.Image => "image",
        AttachmentKind.Audio => "audio",
        AttachmentKind.Video => "video",
        AttachmentKind.File => "file",
    };

    static JsonObject ReplyTo(Entry entry, long seq)
    {
        var reply = new JsonObject { ["mid"] = new MessageId(entry.Conversation.Person, seq).ToString() };
        if (entry.Quoted is { } quoted)
            reply["is_self_reply"] = quoted.By.IsPerson == entry.By.IsPerson;
        return reply;
    }
}
