using System.Globalization;
using System.Text.Json;
using Charla.Kernel;
using static Charla.Conversations.Contracts.FieldRules;

namespace Charla.Conversations.Contracts;

/// <summary>
/// What a person can answer to a template. A coupon is taken with <c>{}</c>; feedback is <c>{"score":5,"text":"…"}</c>;
/// information for a delivery is one text a field; consent is <c>{"granted":true}</c>, to which the door adds a token.
/// </summary>
public static class TemplateAnswer
{
    const int MostText = 2000;
    const int Longest = 8000;

    /// <summary>What a person may be asked about themselves, in the order of a form.</summary>
    public static readonly IReadOnlyList<string> Information =
        ["name", "email", "phone", "street_1", "street_2", "city", "state", "postal_code", "country"];

    static readonly string[] NeededInformation = ["name", "street_1", "city", "postal_code", "country"];

    /// <param name="before">The answer that was given before.</param>
    /// <param name="age">How long ago it was asked.</param>
    internal static Refusal? Check(Template template, string answer, string? before, TimeSpan age)
    {
        if (answer.Length > Longest || Parse(answer) is not { } given || Parse(template.Fields) is not { } asked)
            return ConversationRefusals.BadAnswer;
        switch (template.Kind)
        {
            case TemplateKind.Coupon:
                return given.EnumerateObject().Any() ? ConversationRefusals.BadAnswer : null;
            case TemplateKind.CustomerFeedback:
                return Once(asked, before, age) ?? (IsFeedback(asked, given) ? null : ConversationRefusals.BadAnswer);
            case TemplateKind.CustomerInformation:
                return Once(asked, before, age) ?? (IsInformation(given) ? null : ConversationRefusals.BadAnswer);
            case TemplateKind.OneTimeNotifReq:
                return before is not null ? ConversationRefusals.AnsweredBefore
                    : IsConsent(given) && given.GetProperty("granted").GetBoolean() ? null
                    : ConversationRefusals.BadAnswer;
            case TemplateKind.NotificationMessages:
                return IsConsent(given) ? null : ConversationRefusals.BadAnswer;
            case TemplateKind.Buttons or TemplateKind.Cards or TemplateKind.Media or TemplateKind.List
                or TemplateKind.Receipt or TemplateKind.ImageGrid or TemplateKind.OpenGraph
                or TemplateKind.AirlineBoardingpass or TemplateKind.AirlineCheckin
                or TemplateKind.AirlineItinerary or TemplateKind.AirlineUpdate:
                return ConversationRefusals.BadAnswer;
            default:
                throw new InvalidOperationException($"No answer to {template.Kind}.");
        }
    }

    /// <summary>The lowest and highest mark of a question; null for one that is answered in words alone.</summary>
    public static (int Lowest, int Highest)? Marks(JsonElement question) => Text(question, "type") switch
    {
        "nps" => (0, 10),
        "ces" => (1, 7),
        "csat" => (1, 5),
        _ => null,
    };

    internal static JsonElement Question(JsonElement asked) => asked.GetProperty("feedback_screens")[0].GetProperty("questions")[0];

    static Refusal? Once(JsonElement asked, string? before, TimeSpan age) =>
        before is not null ? ConversationRefusals.AnsweredBefore
        : age > TimeSpan.FromDays(Days(asked)) ? ConversationRefusals.AnswerTooLate
        : null;

    static int Days(JsonElement asked) =>
        int.TryParse(Text(asked, "expires_in_days"), CultureInfo.InvariantCulture, out var days) ? days : 1;

    static bool IsFeedback(JsonElement asked, JsonElement given)
    {
        var marks = Marks(Question(asked));
        var words = May("text", FieldRules.Text(MostText));
        return marks is { } range
            ? Record(Needs("score", Whole(range.Lowest, range.Highest)), words)(given, "") is null
            : Record(words with { IsNeeded = true })(given, "") is null;
    }

    static bool IsInformation(JsonElement given) =>
        Record([.. Information.Select(name => May(name, FieldRules.Text(200)))])(given, "") is null
        && NeededInformation.All(name => Field(given, name) is not null)
        && given.EnumerateObject().All(field => Information.Contains(field.Name));

    static bool IsConsent(JsonElement given) =>
        given.TryGetProperty("granted", out var granted) && granted.ValueKind is JsonValueKind.True or JsonValueKind.False;

    static JsonElement? Parse(string? json)
    {
        try
        {
            return json is not null && JsonElement.Parse(json) is { ValueKind: JsonValueKind.Object } value
                && Sound(value, "") is null ? value : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
