using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Charla.Conversations.Contracts;
using Charla.Platform.Graph;
using static Charla.Conversations.Contracts.FieldRules;

namespace Charla.Platform.Messages;

/// <summary>Reads the wire's templates, also those that retired: each becomes something a person can look at, or an error.</summary>
static class TemplateReader
{
    static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static readonly FieldRule ThreeButtons = List(0, 3, ButtonReader.Rule);

    static readonly NamedRule[] Element =
    [
        Needs("title", Text(80)),
        May("subtitle", Text(80)),
        May("image_url", Url),
        May("item_url", Url),
        May("default_action", Record(May("type", OneOf("web_url")), Needs("url", Url), May("fallback_url", Url))),
    ];

    static readonly FieldRule Generic = Record(
        Needs("elements", List(1, 10, Record([.. Element, May("buttons", ThreeButtons)]).And(HasMoreThanATitle))),
        May("image_aspect_ratio", OneOf("horizontal", "square")),
        May("sharable", Bool));

    static readonly FieldRule Button = Record(
        Needs("text", Text(640)), Needs("buttons", List(1, 3, ButtonReader.Rule)), May("sharable", Bool));

    static readonly FieldRule OldList = Record(
        Needs("elements", List(2, 4, Record([.. Element, May("buttons", List(0, 1, ButtonReader.Rule))]))),
        May("top_element_style", OneOf("large", "compact")),
        May("buttons", List(0, 1, ButtonReader.Rule)));

    static readonly FieldRule OneElement = Record(Needs("elements", List(1, 1, Record(May("buttons", ThreeButtons)))));

    static readonly Dictionary<string, TemplateKind> WithFields = new()
    {
        ["receipt"] = TemplateKind.Receipt,
        ["coupon"] = TemplateKind.Coupon,
        ["customer_feedback"] = TemplateKind.CustomerFeedback,
        ["customer_information"] = TemplateKind.CustomerInformation,
        ["one_time_notif_req"] = TemplateKind.OneTimeNotifReq,
        ["notification_messages"] = TemplateKind.NotificationMessages,
        ["airline_boardingpass"] = TemplateKind.AirlineBoardingpass,
        ["airline_checkin"] = TemplateKind.AirlineCheckin,
        ["airline_itinerary"] = TemplateKind.AirlineItinerary,
        ["airline_update"] = TemplateKind.AirlineUpdate,
    };

    static readonly string Types =
        $"must be one of {{generic, button, media, image_grid, list, open_graph, {string.Join(", ", WithFields.Keys)}}}";

    public static Checked<MessageParts> Read(JsonElement payload, string path)
    {
        if (payload.ValueKind != JsonValueKind.Object)
            return GraphErrors.Parameter(path, "must be an object");
        if (Text(payload, "template_type")?.ToLowerInvariant() is not { } type)
            return GraphErrors.Missing($"{path}[template_type]");
        if (WithFields.TryGetValue(type, out var kind))
            return OfFields(kind, payload, [], path, "template_type");
        return type switch
        {
            "generic" => Generic(payload, path) is { } fault ? MessageErrors.Of(fault, "") : OfCards(TemplateKind.Cards, payload),
            "list" => OldList(payload, path) is { } fault ? MessageErrors.Of(fault, "") : OfCards(TemplateKind.List, payload),
            "button" => Button(payload, path) is { } fault ? MessageErrors.Of(fault, "") : Parts(new Template(TemplateKind.Buttons)
            {
                Text = Text(payload, "text"),
                Buttons = ButtonReader.All(payload),
            }),
            "media" => OfMedia(payload, path),
            "image_grid" => OfElement(TemplateKind.ImageGrid, payload, path),
            "open_graph" => OfElement(TemplateKind.OpenGraph, payload, path),
            "product" => MessageErrors.NoProduct,
            "instant_form" => MessageErrors.NoForm,
            _ => GraphErrors.Parameter($"{path}[template_type]", Types),
        };
    }

    static Checked<MessageParts> OfCards(TemplateKind kind, JsonElement payload) => Parts(new Template(kind)
    {
        Cards = [.. payload.GetProperty("elements").EnumerateArray().Select(CardOf)],
        Buttons = ButtonReader.All(payload),
        Square = Text(payload, "image_aspect_ratio") is "square" or "SQUARE" ? true : null,
    });

    static Card CardOf(JsonElement element) => new(Text(element, "title")!)
    {
        Subtitle = Text(element, "subtitle"),
        ImageUrl = Text(element, "image_url"),
        Url = Field(element, "default_action") is { } action ? Text(action, "url") : Text(element, "item_url"),
        Buttons = ButtonReader.All(element),
    };

    static Checked<MessageParts> OfMedia(JsonElement payload, string path)
    {
        if (Field(payload, "elements") is not { ValueKind: JsonValueKind.Array } elements || elements.GetArrayLength() != 1)
            return MessageErrors.NoMediaElement;
        if (OneElement(payload, path) is { } fault)
            return MessageErrors.Of(fault, "");
        var element = elements[0];
        var (url, id) = (Text(element, "url"), Text(element, "attachment_id"));
        if ((url is null) == (id is null) || (url is not null && !IsWebUrl(url)))
            return MessageErrors.NoMediaSource;
        AttachmentKind? kind = Text(element, "media_type")?.ToLowerInvariant() switch
        {
            "image" => AttachmentKind.Image,
            "video" => AttachmentKind.Video,
            _ => null,
        };
        if (kind is null)
            return MessageErrors.BadMediaType;
        var parts = Parts(new Template(TemplateKind.Media) { Buttons = ButtonReader.All(element) });
        return parts with { Media = [new MediaPart(kind.Value, url, id, false)] };
    }

    static Checked<MessageParts> OfElement(TemplateKind kind, JsonElement payload, string path) =>
        OneElement(payload, path) is { } fault
            ? MessageErrors.Of(fault, "")
            : OfFields(
                kind,
                payload.GetProperty("elements")[0],
                ButtonReader.All(payload.GetProperty("elements")[0]) ?? [],
                $"{path}[elements][0]",
                "buttons");

    static Checked<MessageParts> OfFields(
        TemplateKind kind, JsonElement fields, IReadOnlyList<TemplateButton> buttons, string path, string leftOut)
    {
        if (TemplateFields.Fault(kind, fields, path) is { } fault)
            return MessageErrors.Of(fault, "");
        var written = Without(fields, leftOut);
        return written.Length > TemplateFields.Longest
            ? GraphErrors.TooLong(path, TemplateFields.Longest)
            : Parts(new Template(kind) { Fields = written, Buttons = buttons.Count > 0 ? buttons : null });
    }

    static MessageParts Parts(Template template) => new(new MessageContent { Template = template });

    static string Without(JsonElement value, string name)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            json.WriteStartObject();
            foreach (var field in value.EnumerateObject().Where(field => field.Name != name))
                field.WriteTo(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    static FieldFault? HasMoreThanATitle(JsonElement element, string path) =>
        ((string[])["subtitle", "image_url", "item_url", "default_action", "buttons"]).Any(name => Field(element, name) is not null)
            ? null
            : new FieldFault($"{path}[subtitle]", "is required, or an image_url, a default_action or buttons");
}
