using System.Globalization;
using System.Text;
using System.Text.Json;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;

namespace Charla.Conversations;

/// <summary>The bounds of what a message may hold, and its summary for lists.</summary>
static class MessageRules
{
    public const int MaxText = 8000;
    public const int MaxQuickReplies = 13;
    public const int MaxCards = 10;
    const int SummaryLength = 140;

    public static Refusal? Check(MessageContent content)
    {
        if (CheckText(content.Text ?? "", atLeast: 0) is { } refusal)
            return refusal;
        var hasText = !string.IsNullOrWhiteSpace(content.Text);
        if (!hasText && content.Attachments is not { Count: > 0 } && content.Template is null)
            return ConversationRefusals.Empty;
        if (content.QuickReplies is { } replies && !(replies.Count is > 0 and <= MaxQuickReplies && replies.All(IsSound)))
            return ConversationRefusals.BadQuickReplies;
        if (content.QuickReplyPayload is { } payload && !Fits(payload, 0, 1000))
            return ConversationRefusals.BadQuickReplies;
        return content.Template is { } template ? CheckTemplate(template, content) : null;
    }

    static Refusal? CheckTemplate(Template template, MessageContent content)
    {
        if (!IsSound(template) || (template.Kind == TemplateKind.Media && content.Attachments is not { Count: > 0 }))
            return ConversationRefusals.BadTemplate;
        if (!TemplateFields.HasFields(template.Kind))
            return null;
        try
        {
            return TemplateFields.Fault(template.Kind, JsonElement.Parse(template.Fields!)) is { } fault
                ? ConversationRefusals.BadFields(fault)
                : null;
        }
        catch (JsonException)
        {
            return ConversationRefusals.BadTemplate;
        }
    }

    public static Refusal? CheckText(string text, int atLeast)
    {
        if (text.Length > MaxText)
            return ConversationRefusals.TooLong;
        if (!PlainText.IsWellFormed(text))
            return ConversationRefusals.NotText;
        return atLeast > 0 && string.IsNullOrWhiteSpace(text) ? ConversationRefusals.Empty : null;
    }

    public static Refusal? CheckTap(Tap tap) =>
        PlainText.Check("title", tap.Title, atMost: 640, atLeast: 1) ?? PlainText.Check("payload", tap.Payload, atMost: 1000);

    /// <summary>One emoji of any make, also with skin, flag or joiner; no letters, no digits alone.</summary>
    public static bool IsEmoji(string text) =>
        text.Length is > 0 and <= 32
        && PlainText.IsWellFormed(text)
        && new StringInfo(text).LengthInTextElements == 1
        && text.EnumerateRunes().Any(rune =>
            rune.Value > 0x203B && Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol or UnicodeCategory.Format
            || rune.Value is 0x20E3 or (>= 0x1F1E6 and <= 0x1F1FF));

    public static LastMessage Summary(long seq, DateTimeOffset at, Author by, ConversationEvent what)
    {
        var (kind, text) = what switch
        {
            MessageSent { Unsent: true } => ("unsent", null),
            MessageSent { Content: { Attachments: [var first, ..] } content } =>
                (first.Kind.ToString().ToLowerInvariant(), content.Text ?? first.Name),
            MessageSent { Content: { Template: { } template } content } =>
                ("template", content.Text ?? template.Text ?? template.Cards?[0].Title ?? TitleOf(template)),
            MessageSent { Content: var content } => ("text", content.Text),
            PostbackTapped tapped => ("postback", tapped.Title),
            _ => throw new InvalidOperationException($"{what.GetType().Name} is no message."),
        };
        return new LastMessage(seq, at, kind, Cut(text), by.Kind, by.Name);
    }

    /// <summary>The words by which a list tells one template from another.</summary>
    static string? TitleOf(Template template)
    {
        if (template.Fields is null)
            return null;
        var fields = JsonElement.Parse(template.Fields);
        return FieldRules.Text(fields, "title") ?? FieldRules.Text(fields, "intro_message")
            ?? FieldRules.Text(fields, "merchant_name") ?? FieldRules.Text(fields, "order_number") ?? FieldRules.Text(fields, "url");
    }

    static string? Cut(string? text)
    {
        if (text is null || text.Length <= SummaryLength)
            return text;
        var end = char.IsHighSurrogate(text[SummaryLength - 1]) ? SummaryLength - 1 : SummaryLength;
        return text[..end] + "…";
    }

    static bool IsSound(QuickReply? reply) =>
        reply is not null && IsWebUrl(reply.ImageUrl)
        && (reply.ContentType is not null
            || (Fits(reply.Title ?? "", reply.ImageUrl is null ? 1 : 0, 20) && Fits(reply.Payload, 0, 1000)));

    static bool IsSound(Template template) => template.Kind switch
    {
        TemplateKind.Buttons => Fits(template.Text, 1, 640) && template.Cards is null && template.Fields is null
            && template.Buttons is { Count: >= 1 } && AreSound(template.Buttons),
        TemplateKind.Cards or TemplateKind.List => template.Text is null && template.Fields is null
            && AreSound(template.Buttons, template.Kind == TemplateKind.List ? 1 : 0)
            && template.Cards is { Count: >= 1 and <= MaxCards } cards && cards.All(IsSound),
        TemplateKind.Media => template is { Text: null, Cards: null, Fields: null } && AreSound(template.Buttons),
        _ => template is { Text: null, Cards: null, Fields: { Length: <= TemplateFields.Longest } }
            && AreSound(template.Buttons, template.Kind is TemplateKind.ImageGrid or TemplateKind.OpenGraph ? 3 : 0),
    };

    static bool AreSound(IReadOnlyList<TemplateButton>? buttons, int atMost = 3) =>
        buttons is null || (buttons.Count <= atMost && buttons.All(IsSound));

    static bool IsSound(Card? card) =>
        card is not null && Fits(card.Title, 1, 80) && (card.Subtitle is null || Fits(card.Subtitle, 1, 80))
        && IsWebUrl(card.ImageUrl) && IsWebUrl(card.Url)
        && AreSound(card.Buttons);

    static bool IsSound(TemplateButton? button) =>
        button is not null && IsWebUrl(button.FallbackUrl) && HasTarget(button)
        && (button.Title is null ? IsTitled(button.Type) : Fits(button.Title, 1, 20));

    static bool HasTarget(TemplateButton button) => button.Type switch
    {
        ButtonType.Url or ButtonType.AccountLink => button.Url is not null && IsWebUrl(button.Url),
        ButtonType.AccountUnlink or ButtonType.Share => true,
        ButtonType.Postback => Fits(button.Payload, 1, 1000),
        ButtonType.Phone => button.Phone is { Length: >= 4 and <= 20 } phone && phone[0] == '+' && phone[1..].All(char.IsAsciiDigit),
    };

    /// <summary>Whether every client names it in its own language.</summary>
    static bool IsTitled(ButtonType type) => type is ButtonType.AccountLink or ButtonType.AccountUnlink or ButtonType.Share;

    static bool Fits(string? text, int atLeast, int atMost) =>
        text is not null && text.Length >= atLeast && text.Length <= atMost && PlainText.IsWellFormed(text);

    static bool IsWebUrl(string? url) =>
        url is null || (url.Length <= 2083 && Uri.TryCreate(url, UriKind.Absolute, out var parsed)
            && (parsed.Scheme == Uri.UriSchemeHttps || parsed.Scheme == Uri.UriSchemeHttp));
}
