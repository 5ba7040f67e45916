namespace Charla.Conversations.Contracts;

/// <summary>What a message says: a text, files, or a template, with quick replies under it.</summary>
[GenerateSerializer(GenerateFieldIds = GenerateFieldIds.PublicProperties), Immutable, Alias("charla.MessageContent")]
public sealed record MessageContent
{
    public string? Text { get; init; }

    public IReadOnlyList<Attachment>? Attachments { get; init; }

    public IReadOnlyList<QuickReply>? QuickReplies { get; init; }

    public Template? Template { get; init; }

    /// <summary>The number of the message this one answers.</summary>
    public long? ReplyToSeq { get; init; }

    /// <summary>The payload of the quick reply that the person tapped; the text is its title.</summary>
    public string? QuickReplyPayload { get; init; }

    /// <summary>Which automatic answer this is: <c>greeting</c>, <c>instant</c>, <c>away</c> or <c>faq</c>.</summary>
    public string? Auto { get; init; }
}

/// <summary>A file of the conversation, as its bytes were found to be, whatever the sender said.</summary>
[GenerateSerializer(GenerateFieldIds = GenerateFieldIds.PublicProperties), Immutable, Alias("charla.Attachment")]
public sealed record Attachment(string FileId, AttachmentKind Kind, string Name, long Size, string Mime)
{
    /// <summary>Pixels, for images.</summary>
    public int? Width { get; init; }

    /// <summary>Pixels, for images.</summary>
    public int? Height { get; init; }

    public bool HasPreview { get; init; }
}

public enum AttachmentKind
{
    Image,
    Audio,
    Video,
    File,
}

/// <summary>An answer the person can tap; it vanishes after the next message.</summary>
[GenerateSerializer(GenerateFieldIds = GenerateFieldIds.PublicProperties), Immutable, Alias("charla.QuickReply")]
public sealed record QuickReply(string Title, string Payload)
{
    public string? ImageUrl { get; init; }
}

/// <summary>A text with buttons, or cards side by side.</summary>
[GenerateSerializer(GenerateFieldIds = GenerateFieldIds.PublicProperties), Immutable, Alias("charla.Template")]
public sealed record Template(TemplateKind Kind)
{
    public string? Text { get; init; }

    public IReadOnlyList<TemplateButton>? Buttons { get; init; }

    public IReadOnlyList<Card>? Cards { get; init; }
}

public enum TemplateKind
{
    Buttons,
    Cards,
}

[GenerateSerializer(GenerateFieldIds = GenerateFieldIds.PublicProperties), Immutable, Alias("charla.Card")]
public sealed record Card(string Title)
{
    public string? Subtitle { get; init; }

    public string? ImageUrl { get; init; }

    public string? Url { get; init; }

    public IReadOnlyList<TemplateButton>? Buttons { get; init; }
}

[GenerateSerializer(GenerateFieldIds = GenerateFieldIds.PublicProperties), Immutable, Alias("charla.TemplateButton")]
public sealed record TemplateButton(ButtonType Type, string Title)
{
    public string? Url { get; init; }

    public string? Payload { get; init; }

    public string? Phone { get; init; }
}

public enum ButtonType
{
    Url,
    Postback,
    Phone,
}
