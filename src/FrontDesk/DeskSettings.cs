using System.Text.Json.Serialization;

namespace Charla.FrontDesk;

/// <summary>What a page's front desk says by itself. Texts are per language: <c>{"en": "…", "es": "…"}</c>.</summary>
sealed record DeskSettings(
    string HelperName, AutoText Greeting, AutoText Instant, AutoText Away, IReadOnlyList<Faq> Faqs);

/// <summary>An automatic text and whether it is sent.</summary>
sealed record AutoText(bool On, IReadOnlyDictionary<string, string> Text);

/// <summary>A question people ask, with its answer.</summary>
sealed record Faq(string Id, IReadOnlyDictionary<string, string> Question, IReadOnlyDictionary<string, string> Answer)
{
    public const string PayloadPrefix = "faq:";

    /// <summary>What a tapped starter carries.</summary>
    [JsonIgnore]
    public string Payload => PayloadPrefix + Id;

    /// <summary>Whether the payload names this question, or the text is its words in any language.</summary>
    public bool IsAsked(string? text, string? payload)
    {
        if (payload == Payload)
            return true;
        var asked = PlainQuestion.Of(text);
        return asked.Length > 0 && Question.Values.Any(question => PlainQuestion.Of(question) == asked);
    }
}
