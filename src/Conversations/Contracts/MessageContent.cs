using System.Text.Json.Serialization;

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

    /// <summary>What the app that wrote it wants to find again in its echo. No reader of the thread sees it.</summary>
    public string? Metadata { get; init; }

    /// <summary>As whom the app speaks.</summary>
    public Persona? Persona { get; init; }
}

/// <summary>A name and a face that an app speaks with.</summary>
[GenerateSerializer(GenerateFieldIds = GenerateFieldIds.PublicProperties), Immutable, Alias("charla.Persona")]
public sealed record Persona(string Id, string Name)
{
    public string? PictureUrl { get; init; }
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
public sealed record QuickReply(string? Title, string? Payload)
{
    public string? ImageUrl { get; init; }

    /// <summary>What the person is asked for, in place of a title and a payload; null for an answer that is given.</summary>
    public ContactAsked? ContentType { get; init; }
}

/// <summary>Something about themselves that a person can send with one tap.</summary>
public enum ContactAsked
{
    UserPhoneNumber,
    UserEmail,
}

/// <summary>
/// A message with a form of its own. Texts with buttons and cards stand in properties; what the other kinds hold is JSON
/// by the rules of <see cref="TemplateFields"/>, with the names that the Messenger platform gave it.
/// </summary>
[GenerateSerializer(GenerateFieldIds = GenerateFieldIds.PublicProperties), Immutable, Alias("charla.Template")]
public sealed record Template(TemplateKind Kind)
{
    public string? Text { get; init; }

    public IReadOnlyList<TemplateButton>? Buttons { get; init; }

    public IReadOnlyList<Card>? Cards { get; init; }

    /// <summary>Cards with square pictures.</summary>
    public bool? Square { get; init; }

    [JsonConverter(typeof(RawJson))]
    public string? Fields { get; init; }
}

public enum TemplateKind
{
    Buttons,

    /// <summary>Side by side.</summary>
    Cards,

    /// <summary>The message's file with buttons.</summary>
    Media,

    /// <summary>Cards one below the other.</summary>
    List,
    Receipt,
    Coupon,
    CustomerFeedback,
    CustomerInformation,
    ImageGrid,

    /// <summary>A page on the web.</summary>
    OpenGraph,
    OneTimeNotifReq,
    NotificationMessages,
    AirlineBoardingpass,
    AirlineCheckin,
    AirlineItinerary,
    AirlineUpdate,
}

[GenerateSerializer(GenerateFieldIds = GenerateFieldIds.PublicProperties), Immutable, Alias("charla.Card")]
public sealed record Card(string Title)
{
    public string? Subtitle { get; init; }

    public string? ImageUrl { get; init; }

    /// <summary>What opens when the card itself is tapped.</summary>
    public string? Url { get; init; }

    public IReadOnlyList<TemplateButton>? Buttons { get; init; }
}

[GenerateSerializer(GenerateFieldIds = GenerateFieldIds.PublicProperties), Immutable, Alias("charla.TemplateButton")]
public sealed record TemplateButton(ButtonType Type, string? Title)
{
    public string? Url { get; init; }

    public string? Payload { get; init; }

    public string? Phone { get; init; }

    /// <summary>How high a page of the app's own opens: <c>compact</c>, <c>tall</c> or <c>full</c>.</summary>
    public string? WebviewHeightRatio { get; init; }

    public bool? MessengerExtensions { get; init; }

    public string? FallbackUrl { get; init; }

    public string? WebviewShareButton { get; init; }
}

public enum ButtonType
{
    Url,
    Postback,
    Phone,

    /// <summary>Signs the person in to the business's own site; it has no title of its own.</summary>
    AccountLink,
    AccountUnlink,

    /// <summary>Passes the card on to somebody else.</summary>
    Share,
}
