using System.Text.Json;
using Charla.Conversations.Contracts;
using Charla.Platform.Graph;

namespace Charla.Platform.Edges;

/// <summary>A text with quick replies, as the wire writes it.</summary>
static class PlainMessage
{
    const int MostText = 2_000;
    const int MostQuickReplies = 13;
    const int MostTitle = 20;

    public static Checked<MessageContent> Read(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object)
            return GraphErrors.Parameter("message", "must be an object");
        if (Text(message, "text") is not { } text || string.IsNullOrWhiteSpace(text))
            return GraphErrors.EmptyMessage;
        if (text.Length > MostText)
            return GraphErrors.TooLong("message[text]", MostText);
        var replies = QuickReplies(message);
        return replies.Error is { } malformed
            ? malformed
            : new MessageContent { Text = text, QuickReplies = replies.Value is { Count: > 0 } some ? some : null };
    }

    static Checked<List<QuickReply>> QuickReplies(JsonElement message)
    {
        if (!message.TryGetProperty("quick_replies", out var given) || given.ValueKind == JsonValueKind.Null)
            return new List<QuickReply>();
        if (given.ValueKind != JsonValueKind.Array || given.GetArrayLength() > MostQuickReplies)
            return GraphErrors.Parameter("message[quick_replies]", $"must be an array of at most {MostQuickReplies} quick replies");
        var replies = new List<QuickReply>();
        foreach (var reply in given.EnumerateArray())
        {
            if (reply.ValueKind != JsonValueKind.Object || Text(reply, "title") is not { Length: > 0 } title)
                return GraphErrors.Missing("message[quick_replies][title]");
            replies.Add(new QuickReply(title[..Math.Min(title.Length, MostTitle)], Text(reply, "payload") ?? title));
        }

        return replies;
    }

    static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? GraphParameters.TextOf(value) : null;
}
