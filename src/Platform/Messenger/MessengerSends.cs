using System.Text.Json.Nodes;
using Charla.Conversations.Contracts;
using Charla.Platform.Messages;

namespace Charla.Platform.Messenger;

/// <summary>What the page said, as bodies of <c>POST /me/messages</c>: the wire takes a text or one file at a time.</summary>
static class MessengerSends
{
    static readonly TimeSpan Window = TimeSpan.FromHours(24);

    /// <param name="state">Of the conversation: decides under which type the message goes.</param>
    /// <param name="replyTo">What the message that it answers is called there, if it is known.</param>
    public static IReadOnlyList<JsonObject> Of(
        Entry entry, MessageSent sent, ConversationState state, FileLinks links, string origin, string? replyTo)
    {
        var messages = Messages(sent.Content, links, origin);
        if (messages.Count == 0)
            return [];
        if (sent.Content.QuickReplies is { Count: > 0 } replies)
            messages[^1]["quick_replies"] = new JsonArray([.. replies.Select(QuickReply)]);
        if (sent.Content.Metadata is { } metadata)
            messages[^1]["metadata"] = metadata;
        var tag = sent.Tag ?? (entry.By.Kind == AuthorKind.Member && IsLate(entry, state) ? "HUMAN_AGENT" : null);
        var bodies = messages.ConvertAll(message => new JsonObject
        {
            ["recipient"] = new JsonObject { ["id"] = entry.Conversation.Person.ToString() },
            ["messaging_type"] = tag is null ? "RESPONSE" : "MESSAGE_TAG",
            ["message"] = message,
        });
        if (replyTo is not null)
            bodies[0]["reply_to"] = new JsonObject { ["mid"] = replyTo };
        foreach (var body in bodies)
        {
            if (tag is not null)
                body["tag"] = tag;
        }

        return bodies;
    }

    public static JsonObject Seen(Entry entry) => Action(entry, "mark_seen");

    public static JsonObject Reaction(Entry entry, string mid, string? emoji)
    {
        var body = Action(entry, emoji is null ? "unreact" : "react");
        var payload = new JsonObject { ["message_id"] = mid };
        if (emoji is not null)
            payload["reaction"] = emoji;
        body["payload"] = payload;
        return body;
    }

    public static bool IsMessage(string body) => JsonNode.Parse(body)?["message"] is not null;

    static JsonObject Action(Entry entry, string action) => new()
    {
        ["recipient"] = new JsonObject { ["id"] = entry.Conversation.Person.ToString() },
        ["sender_action"] = action,
    };

    static bool IsLate(Entry entry, ConversationState state) =>
        state.PersonActedAt is not { } acted || entry.At - acted > Window;

    static List<JsonObject> Messages(MessageContent content, FileLinks links, string origin)
    {
        List<JsonObject> messages = [];
        if (content.Text is { Length: > 0 } text)
            messages.Add(new JsonObject { ["text"] = text });
        foreach (var attachment in WireMessage.Attachments(content, links, origin).OfType<JsonObject>())
        {
            messages.Add(new JsonObject
            {
                ["attachment"] = new JsonObject
                {
                    ["type"] = attachment["type"]!.DeepClone(),
                    ["payload"] = attachment["payload"]?.DeepClone(),
                },
            });
        }

        return messages;
    }

    static JsonNode QuickReply(QuickReply reply)
    {
        var written = new JsonObject
        {
            ["content_type"] = reply.ContentType switch
            {
                ContactAsked.UserEmail => "user_email",
                ContactAsked.UserPhoneNumber => "user_phone_number",
                null => "text",
            },
        };
        if (reply.ContentType is null)
            (written["title"], written["payload"]) = (reply.Title, reply.Payload);
        if (reply.ImageUrl is { } image)
            written["image_url"] = image;
        return written;
    }
}
