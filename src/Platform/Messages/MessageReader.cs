using System.Globalization;
using System.Text.Json;
using Charla.Conversations.Contracts;
using Charla.Kernel.Http;
using Charla.Platform.Graph;

namespace Charla.Platform.Messages;

/// <summary>Reads the wire's <c>message</c> and says, by parameter, what is wrong with it.</summary>
static class MessageReader
{
    public const int MostText = 2000;
    const int MostQuickReplies = 13;
    const int MostTitle = 20;
    const int MostPayload = 1000;
    const int MostMetadata = 1000;
    const int MostImages = 10;

    /// <summary>The three sizes of the sticker that every phone calls "like".</summary>
    static readonly string[] Likes = ["369239263222822", "369239343222814", "369239383222810"];

    public static Checked<MessageParts> Read(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object)
            return GraphErrors.Parameter("message", "must be an object");
        if (FieldRules.Sound(message, "message", 20) is { } unsound)
            return GraphErrors.Parameter(unsound.Path, unsound.Detail);
        var text = FieldRules.Field(message, "text");
        var attachment = FieldRules.Field(message, "attachment");
        var attachments = FieldRules.Field(message, "attachments");
        var sticker = FieldRules.Text(message, "sticker_id");
        if (text is not null && (attachment ?? attachments) is not null)
            return GraphErrors.Malformed("A message holds either text or an attachment, not both");
        if (sticker is not null && !Likes.Contains(sticker))
            return GraphErrors.Parameter("message[sticker_id]", "is no sticker of this server's");

        var parts = attachment is { } one ? AttachmentOf(one, "message[attachment]")
            : attachments is { } many ? Images(many)
            : sticker is not null ? new MessageParts(new MessageContent { Text = "👍" })
            : Words(text);
        return parts.Error is null ? WithRest(parts.Value!, message) : parts;
    }

    /// <summary>The file of <c>attachment</c>, as messages and uploads name it.</summary>
    public static Checked<MediaPart> Media(JsonElement attachment, string path)
    {
        var type = FieldRules.Text(attachment, "type")?.ToLowerInvariant();
        if (type is null)
            return GraphErrors.Missing($"{path}[type]");
        if (KindOf(type) is not { } kind)
            return GraphErrors.Parameter($"{path}[type]", "must be one of {image, audio, video, file, template}");
        var payload = FieldRules.Field(attachment, "payload") ?? default;
        if (payload.ValueKind is not (JsonValueKind.Object or JsonValueKind.Undefined))
            return GraphErrors.Parameter($"{path}[payload]", "must be an object");
        var url = FieldRules.Text(payload, "url");
        if (url is not null && !FieldRules.IsWebUrl(url))
            return GraphErrors.Parameter($"{path}[payload][url]", "should represent a valid URL");
        return new MediaPart(
            kind, url, FieldRules.Text(payload, "attachment_id"), FieldRules.Field(payload, "is_reusable") is { } reusable && IsTrue(reusable));
    }

    static Checked<MessageParts> Words(JsonElement? given)
    {
        if (given is not { } value)
            return GraphErrors.EmptyMessage;
        if (FieldRules.TextOf(value) is not { } text)
            return GraphErrors.Parameter("message[text]", "must be a string");
        if (!PlainText.IsWellFormed(text))
            return GraphErrors.Parameter("message[text]", "must be a UTF-8 encoded string");
        if (string.IsNullOrWhiteSpace(text))
            return GraphErrors.EmptyMessage;
        return text.EnumerateRunes().Count() > MostText
            ? GraphErrors.TooLong("message[text]", MostText)
            : new MessageParts(new MessageContent { Text = text });
    }

    static Checked<MessageParts> AttachmentOf(JsonElement attachment, string path)
    {
        if (attachment.ValueKind != JsonValueKind.Object)
            return GraphErrors.Parameter(path, "must be an object");
        if (string.Equals(FieldRules.Text(attachment, "type"), "template", StringComparison.OrdinalIgnoreCase))
        {
            return FieldRules.Field(attachment, "payload") is { } payload
                ? TemplateReader.Read(payload, $"{path}[payload]")
                : GraphErrors.Missing($"{path}[payload]");
        }

        var media = Media(attachment, path);
        return media.Error is { } wrong ? wrong : new MessageParts(new MessageContent()) { Media = [media.Value!] };
    }

    static Checked<MessageParts> Images(JsonElement attachments)
    {
        const string path = "message[attachments]";
        if (attachments.ValueKind != JsonValueKind.Array || attachments.GetArrayLength() is 0 or > MostImages)
            return GraphErrors.Parameter(path, $"must be an array of 1 to {MostImages} attachments");
        var media = new List<MediaPart>();
        foreach (var attachment in attachments.EnumerateArray())
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{path}[{media.Count}]");
            var part = Media(attachment, at);
            if (part.Error is { } wrong)
                return wrong;
            if (part.Value!.Kind != AttachmentKind.Image && attachments.GetArrayLength() > 1)
                return GraphErrors.Parameter($"{at}[type]", "must be image: only images come together");
            media.Add(part.Value);
        }

        return new MessageParts(new MessageContent()) { Media = media };
    }

    static Checked<MessageParts> WithRest(MessageParts parts, JsonElement message)
    {
        var metadata = FieldRules.Field(message, "metadata");
        if (metadata is { } value && FieldRules.Text(MostMetadata)(value, "message[metadata]") is { } fault)
            return MessageErrors.Of(fault, "");
        var replies = QuickReplies(message);
        if (replies.Error is { } wrong)
            return wrong;
        return parts with
        {
            Content = parts.Content with
            {
                Metadata = metadata is { } kept ? FieldRules.TextOf(kept) : null,
                QuickReplies = replies.Value is { Count: > 0 } some ? some : null,
            },
        };
    }

    static Checked<List<QuickReply>> QuickReplies(JsonElement message)
    {
        const string path = "message[quick_replies]";
        var replies = new List<QuickReply>();
        if (FieldRules.Field(message, "quick_replies") is not { } given)
            return replies;
        if (given.ValueKind != JsonValueKind.Array || given.GetArrayLength() > MostQuickReplies)
            return GraphErrors.Parameter(path, $"must be an array of at most {MostQuickReplies} quick replies");
        var index = 0;
        foreach (var one in given.EnumerateArray())
        {
            var reply = QuickReplyOf(one, string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]"));
            if (reply.Error is { } wrong)
                return wrong;
            if (reply.Value is not null)
                replies.Add(reply.Value);
        }

        return replies;
    }

    /// <summary>Neither a reply nor an error for a place, which nobody is asked for any more.</summary>
    static Checked<QuickReply> QuickReplyOf(JsonElement reply, string path)
    {
        if (reply.ValueKind != JsonValueKind.Object)
            return GraphErrors.Parameter(path, "must be an object");
        var image = FieldRules.Text(reply, "image_url");
        if (image is not null && !FieldRules.IsWebUrl(image))
            return GraphErrors.Parameter($"{path}[image_url]", "should represent a valid URL");
        switch (FieldRules.Text(reply, "content_type")?.ToLowerInvariant())
        {
            case "user_phone_number":
                return new QuickReply(null, null) { ContentType = ContactAsked.UserPhoneNumber, ImageUrl = image };
            case "user_email":
                return new QuickReply(null, null) { ContentType = ContactAsked.UserEmail, ImageUrl = image };
            case "location":
                return default(Checked<QuickReply>);
            case "text":
                break;
            case null:
                return GraphErrors.Missing($"{path}[content_type]");
            default:
                return GraphErrors.Parameter($"{path}[content_type]", "must be one of {text, user_phone_number, user_email}");
        }

        var title = FieldRules.Text(reply, "title") ?? "";
        if (string.IsNullOrWhiteSpace(title) && image is null)
            return GraphErrors.Missing($"{path}[title]");
        var payload = FieldRules.Text(reply, "payload") ?? title;
        return payload.Length > MostPayload
            ? GraphErrors.TooLong($"{path}[payload]", MostPayload)
            : new QuickReply(Cut(title), payload) { ImageUrl = image };
    }

    /// <summary>Programs were never refused for a long title, only shown cut.</summary>
    static string Cut(string title)
    {
        if (title.Length <= MostTitle)
            return title;
        var end = char.IsHighSurrogate(title[MostTitle - 1]) ? MostTitle - 1 : MostTitle;
        return title[..end];
    }

    static AttachmentKind? KindOf(string type) => type switch
    {
        "image" => AttachmentKind.Image,
        "audio" => AttachmentKind.Audio,
        "video" => AttachmentKind.Video,
        "file" => AttachmentKind.File,
        _ => null,
    };

    static bool IsTrue(JsonElement value) =>
        value.ValueKind == JsonValueKind.True || FieldRules.TextOf(value) is "true" or "True" or "1";
}
