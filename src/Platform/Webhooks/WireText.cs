using System.Text.Json.Nodes;
using Charla.Conversations.Contracts;
using Charla.Kernel.Http;

namespace Charla.Platform.Webhooks;

/// <summary>A message as the wire has it in events: its text, its files, what it answers.</summary>
sealed class WireText(FileLinks links, Origin origin)
{
    public JsonObject Message(Entry entry, MessageSent sent)
    {
        var (content, message) = (sent.Content, new JsonObject());
        if (entry.By.IsPage)
        {
            message["is_echo"] = true;
            message["app_id"] = WireEvents.AppOf(entry.By);
        }

        message["mid"] = entry.MessageId.ToString();
        if (content.Text is not null)
            message["text"] = content.Text;
        if (content.QuickReplyPayload is not null)
            message["quick_reply"] = new JsonObject { ["payload"] = content.QuickReplyPayload };
        if (content.ReplyToSeq is { } seq)
            message["reply_to"] = new JsonObject { ["mid"] = new MessageId(entry.Conversation.Person, seq).ToString() };
        if (content.Attachments is { Count: > 0 } files)
            message["attachments"] = new JsonArray([.. files.Select(File)]);
        return message;
    }

    JsonObject File(Attachment file) => new()
    {
        ["type"] = Json.Name(file.Kind),
        ["payload"] = new JsonObject { ["url"] = origin.Value + links.To(file, preview: false) },
    };
}
