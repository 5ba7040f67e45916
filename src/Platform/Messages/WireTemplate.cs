using System.Text.Json.Nodes;
using Charla.Conversations.Contracts;

namespace Charla.Platform.Messages;

/// <summary>Templates as they were sent, for echoes and for reading back.</summary>
static class WireTemplate
{
    /// <param name="file">The file of a media template.</param>
    public static JsonObject Write(Template template, Attachment? file, FileLinks links, string origin)
    {
        var attachment = new JsonObject { ["type"] = "template" };
        if (template.Cards is [var first, ..])
            attachment["title"] = first.Title;
        attachment["payload"] = Payload(template, file, links, origin);
        return attachment;
    }

    static JsonObject Payload(Template template, Attachment? file, FileLinks links, string origin) => template.Kind switch
    {
        TemplateKind.Buttons => With(new JsonObject { ["template_type"] = "button", ["text"] = template.Text }, template.Buttons),
        TemplateKind.Cards => Cards("generic", template),
        TemplateKind.List => With(Cards("list", template), template.Buttons),
        TemplateKind.Media => Element("media", Media(file, links, origin), template.Buttons),
        TemplateKind.ImageGrid => Element("image_grid", Fields(template), template.Buttons),
        TemplateKind.OpenGraph => Element("open_graph", Fields(template), template.Buttons),
        TemplateKind.Receipt => OfFields("receipt", template),
        TemplateKind.Coupon => OfFields("coupon", template),
        TemplateKind.CustomerFeedback => OfFields("customer_feedback", template),
        TemplateKind.CustomerInformation => OfFields("customer_information", template),
        TemplateKind.OneTimeNotifReq => OfFields("one_time_notif_req", template),
        TemplateKind.NotificationMessages => OfFields("notification_messages", template),
        TemplateKind.AirlineBoardingpass => OfFields("airline_boardingpass", template),
        TemplateKind.AirlineCheckin => OfFields("airline_checkin", template),
        TemplateKind.AirlineItinerary => OfFields("airline_itinerary", template),
        TemplateKind.AirlineUpdate => OfFields("airline_update", template),
    };

    static JsonObject Cards(string type, Template template)
    {
        var payload = new JsonObject
        {
            ["template_type"] = type,
            ["elements"] = new JsonArray([.. template.Cards!.Select(card => (JsonNode)CardOf(card))]),
        };
        if (template.Square == true)
            payload["image_aspect_ratio"] = "square";
        return payload;
    }

    static JsonObject CardOf(Card card)
    {
        var element = new JsonObject { ["title"] = card.Title };
        if (card.Subtitle is not null)
            element["subtitle"] = card.Subtitle;
        if (card.ImageUrl is not null)
            element["image_url"] = card.ImageUrl;
        if (card.Url is not null)
            element["default_action"] = new JsonObject { ["type"] = "web_url", ["url"] = card.Url };
        return With(element, card.Buttons);
    }

    static JsonObject Media(Attachment? file, FileLinks links, string origin) => file is null
        ? []
        : new JsonObject
        {
            ["media_type"] = WireMessage.KindOf(file.Kind),
            ["url"] = origin + links.To(file, preview: false),
        };

    static JsonObject Element(string type, JsonObject element, IReadOnlyList<TemplateButton>? buttons) => new()
    {
        ["template_type"] = type,
        ["elements"] = new JsonArray(With(element, buttons)),
    };

    static JsonObject OfFields(string type, Template template)
    {
        var payload = new JsonObject { ["template_type"] = type };
        foreach (var (name, value) in Fields(template))
            payload[name] = value?.DeepClone();
        return payload;
    }

    static JsonObject Fields(Template template) => (JsonObject)JsonNode.Parse(template.Fields!)!;

    static JsonObject With(JsonObject holder, IReadOnlyList<TemplateButton>? buttons)
    {
        if (buttons is { Count: > 0 })
            holder["buttons"] = new JsonArray([.. buttons.Select(button => (JsonNode)ButtonOf(button))]);
        return holder;
    }

    static JsonObject ButtonOf(TemplateButton button)
    {
        var written = new JsonObject { ["type"] = TypeOf(button.Type) };
        Put(written, "title", button.Title);
        Put(written, "url", button.Url);
        Put(written, "payload", button.Payload ?? button.Phone);
        Put(written, "webview_height_ratio", button.WebviewHeightRatio);
        Put(written, "fallback_url", button.FallbackUrl);
        Put(written, "webview_share_button", button.WebviewShareButton);
        if (button.MessengerExtensions == true)
            written["messenger_extensions"] = true;
        return written;
    }

    static void Put(JsonObject to, string name, string? text)
    {
        if (text is not null)
            to[name] = text;
    }

    static string TypeOf(ButtonType type) => type switch
    {
        ButtonType.Url => "web_url",
        ButtonType.Postback => "postback",
        ButtonType.Phone => "phone_number",
        ButtonType.AccountLink => "account_link",
        ButtonType.AccountUnlink => "account_unlink",
        ButtonType.Share => "element_share",
    };
}
