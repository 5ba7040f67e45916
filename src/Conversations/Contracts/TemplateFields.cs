using System.Text.Json;
using static Charla.Conversations.Contracts.FieldRules;

namespace Charla.Conversations.Contracts;

/// <summary>What the fields of each kind of template may hold, and how much.</summary>
public static class TemplateFields
{
    /// <summary>How much room all fields of one template take, as JSON.</summary>
    public const int Longest = 64 << 10;

    const int MostPayload = 1000;

    static readonly string[] ScoreLabels = ["neg_pos", "hard_easy", "dis_sat", "unlike_like", "poor_great", "none"];

    static readonly FieldRule Receipt = Record(
        Needs("recipient_name", Text(200)),
        Needs("order_number", Text(200)),
        Needs("currency", Currency),
        Needs("payment_method", Text(200)),
        May("merchant_name", Text(200)),
        May("timestamp", Whole(0, 99_999_999_999)),
        May("order_url", Url),
        May("elements", List(0, 100, Record(
            Needs("title", Text(200)),
            May("subtitle", Text(300)),
            May("quantity", Amount),
            Needs("price", Amount),
            May("currency", Currency),
            May("image_url", Url)))),
        May("address", Record(
            Needs("street_1", Text(200)),
            May("street_2", Text(200)),
            Needs("city", Text(100)),
            Needs("postal_code", Text(30)),
            Needs("state", Text(100)),
            Needs("country", Text(100)))),
        Needs("summary", Record(
            May("subtotal", Amount),
            May("shipping_cost", Amount),
            May("total_tax", Amount),
            Needs("total_cost", Amount))),
        May("adjustments", List(0, 20, Record(May("name", Text(200)), May("amount", Amount)))));

    static readonly FieldRule Coupon = Record(
        Needs("title", Text(80)),
        May("subtitle", Text(80)),
        May("coupon_code", Matching(text => text.Length <= 100 && !text.Any(char.IsWhiteSpace), "must be a code without blanks")),
        May("coupon_url", Url),
        May("coupon_url_button_title", Text(20)),
        May("coupon_pre_message", Text(640)),
        May("image_url", Url),
        May("payload", Text(MostPayload, 0)))
        .And((value, path) => Field(value, "coupon_code") is null && Field(value, "coupon_url") is null
            ? new FieldFault($"{path}[coupon_code]", "is required, or coupon_url")
            : null);

    static readonly FieldRule Question = Record(
        Needs("id", Matching(text => text.Length <= 80 && text.All(sign => char.IsAsciiLetterOrDigit(sign) || sign == '_'), "must be 1 to 80 of [A-Za-z0-9_]")),
        Needs("type", OneOf("csat", "nps", "ces", "free_form")),
        May("title", Text(85, 5)),
        May("score_label", OneOf(ScoreLabels)),
        May("score_option", OneOf("one_to_five", "five_stars", "five_emojis", "zero_to_ten", "one_to_seven")),
        May("follow_up", Record(Needs("type", OneOf("free_form")), May("placeholder", Text(65)))));

    static readonly FieldRule Feedback = Record(
        Needs("title", Text(65)),
        May("subtitle", Text(80)),
        May("button_title", Text(20).And(Matching(text => !text.Contains("://", StringComparison.Ordinal), "must not be a URL"))),
        Needs("feedback_screens", List(1, 1, Record(Needs("questions", List(1, 1, Question))))),
        Needs("business_privacy", Record(Needs("url", Url))),
        May("expires_in_days", Whole(1, 7)));

    static readonly FieldRule Information = Record(
        Needs("countries", List(1, 100, Text(100))),
        Needs("business_privacy", Record(Needs("url", Url))),
        May("expires_in_days", Whole(1, 7)),
        May("address_overrides", Record()),
        May("contact_overrides", Record()),
        May("purpose", OneOf("SHIPPING")));

    static readonly FieldRule ImageGrid = Record(
        Needs("images", List(2, 6, Record(
            Needs("url", Url),
            May("is_hero_image", Bool),
            May("action", ImageAction)))),
        Needs("title", Text(45)),
        May("subtitle", Text(80)));

    static readonly FieldRule OneTime = Record(
        Needs("title", Text(65)),
        Needs("payload", Text(MostPayload)));

    static readonly FieldRule Notification = Record(
        May("title", Text(65)),
        Needs("payload", Text(MostPayload)),
        May("image_url", Url),
        May("notification_messages_cta_text", OneOf("ALLOW", "FREQUENCY", "GET", "GET_UPDATES", "OPT_IN", "SIGN_UP")),
        May("notification_messages_timezone", Text(60)),
        May("notification_messages_frequency", OneOf("DAILY", "WEEKLY", "MONTHLY")),
        May("notification_messages_reoptin", OneOf("ENABLED", "DISABLED")));

    /// <summary>The first thing that is wrong with the fields of this kind of template.</summary>
    public static FieldFault? Fault(TemplateKind kind, JsonElement fields, string path = "") =>
        Sound(fields, path) ?? kind switch
        {
            TemplateKind.Receipt => Receipt(fields, path),
            TemplateKind.Coupon => Coupon(fields, path),
            TemplateKind.CustomerFeedback => Feedback(fields, path),
            TemplateKind.CustomerInformation => Information(fields, path),
            TemplateKind.ImageGrid => ImageGrid(fields, path),
            TemplateKind.OpenGraph => Record(Needs("url", Url))(fields, path),
            TemplateKind.OneTimeNotifReq => OneTime(fields, path),
            TemplateKind.NotificationMessages => Notification(fields, path),
            TemplateKind.AirlineBoardingpass => AirlineFields.BoardingPass(fields, path),
            TemplateKind.AirlineCheckin => AirlineFields.CheckIn(fields, path),
            TemplateKind.AirlineItinerary => AirlineFields.Itinerary(fields, path),
            TemplateKind.AirlineUpdate => AirlineFields.Update(fields, path),
            TemplateKind.Buttons or TemplateKind.Cards or TemplateKind.Media or TemplateKind.List =>
                new FieldFault(path, "has no fields of this kind"),
        };

    /// <summary>Whether what the kind says stands in <see cref="Template.Fields"/>.</summary>
    public static bool HasFields(TemplateKind kind) =>
        kind is not (TemplateKind.Buttons or TemplateKind.Cards or TemplateKind.Media or TemplateKind.List);

    internal static FieldFault? Currency(JsonElement value, string path) =>
        Matching(text => text.Length == 3 && text.All(char.IsAsciiLetter), "must be a currency code of three letters")(value, path);

    static FieldFault? ImageAction(JsonElement value, string path) => Text(value, "type") switch
    {
        "web_url" => Record(Needs("url", Url))(value, path),
        "postback" => Record(Needs("payload", Text(MostPayload)), May("text", Text(80)))(value, path),
        _ => new FieldFault($"{path}[type]", "must be one of {web_url, postback}"),
    };
}
