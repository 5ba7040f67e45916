using System.Text.Json;
using Charla.Conversations.Contracts;
using static Charla.Conversations.Contracts.FieldRules;

namespace Charla.Platform.Messages;

/// <summary>The buttons of the wire, and what they become.</summary>
static class ButtonReader
{
    const string Types = "must be one of {web_url, postback, phone_number, account_link, account_unlink, element_share}";

    static readonly NamedRule Title = Needs("title", Text(20));

    static readonly FieldRule Web = Record(
        Title,
        Needs("url", Url),
        May("webview_height_ratio", OneOf("compact", "tall", "full")),
        May("messenger_extensions", Bool),
        May("fallback_url", Url),
        May("webview_share_button", OneOf("hide", "show")));

    static readonly FieldRule Postback = Record(Title, Needs("payload", Text(1000)));

    static readonly FieldRule Phone = Record(
        Title, Needs("payload", Matching(text => Dialled(text) is not null, "must be a phone number such as +15105551234")));

    static readonly FieldRule LogIn = Record(Needs("url", SecureUrl));

    public static readonly FieldRule Rule = (value, path) => Text(value, "type")?.ToLowerInvariant() switch
    {
        "web_url" => Web(value, path),
        "postback" => Postback(value, path),
        "phone_number" => Phone(value, path),
        "account_link" or "log_in" => LogIn(value, path),
        "account_unlink" or "log_out" or "element_share" => null,
        "game_play" => new FieldFault($"{path}[type]", "is game_play, and there are no games here"),
        "payment" => new FieldFault($"{path}[type]", "is payment, which has ended: send a web_url to your checkout"),
        null => new FieldFault($"{path}[type]", "is required"),
        _ => new FieldFault($"{path}[type]", Types),
    };

    /// <summary>The buttons of an element that <see cref="Rule"/> found right; null when there are none.</summary>
    public static IReadOnlyList<TemplateButton>? All(JsonElement element) =>
        Field(element, "buttons") is { ValueKind: JsonValueKind.Array } buttons && buttons.GetArrayLength() > 0
            ? [.. buttons.EnumerateArray().Select(Read)]
            : null;

    static TemplateButton Read(JsonElement button) => Text(button, "type")!.ToLowerInvariant() switch
    {
        "web_url" => new TemplateButton(ButtonType.Url, Text(button, "title"))
        {
            Url = Text(button, "url"),
            WebviewHeightRatio = Text(button, "webview_height_ratio"),
            MessengerExtensions = Field(button, "messenger_extensions") is { ValueKind: JsonValueKind.True } ? true : null,
            FallbackUrl = Text(button, "fallback_url"),
            WebviewShareButton = Text(button, "webview_share_button"),
        },
        "postback" => new TemplateButton(ButtonType.Postback, Text(button, "title")) { Payload = Text(button, "payload") },
        "phone_number" => new TemplateButton(ButtonType.Phone, Text(button, "title")) { Phone = Dialled(Text(button, "payload")!) },
        "account_link" or "log_in" => new TemplateButton(ButtonType.AccountLink, null) { Url = Text(button, "url") },
        "element_share" => new TemplateButton(ButtonType.Share, null),
        _ => new TemplateButton(ButtonType.AccountUnlink, null),
    };

    /// <summary>The number as a phone dials it; null when it is none.</summary>
    static string? Dialled(string text)
    {
        var dialled = string.Concat(text.Where(sign => !char.IsWhiteSpace(sign) && sign is not ('-' or '(' or ')' or '.')));
        return dialled is { Length: >= 4 and <= 20 } && dialled[0] == '+' && dialled[1..].All(char.IsAsciiDigit) ? dialled : null;
    }
}
