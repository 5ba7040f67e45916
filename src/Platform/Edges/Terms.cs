using System.Text.Json;
using Charla.Conversations.Contracts;
using Charla.Pages.Contracts;
using Charla.Platform.Graph;

namespace Charla.Platform.Edges;

/// <summary>What a call claims its message to be.</summary>
static class Terms
{
    static readonly Dictionary<string, MessagingType> Types = new(StringComparer.Ordinal)
    {
        ["RESPONSE"] = MessagingType.Response,
        ["UPDATE"] = MessagingType.Update,
        ["MESSAGE_TAG"] = MessagingType.MessageTag,
        ["UTILITY"] = MessagingType.Utility,
    };

    /// <summary>Without a type it is an answer; a tag alone makes it one that goes under the tag.</summary>
    public static Checked<SendTerms> Of(GraphRequest request, Page page)
    {
        var type = request.Text("messaging_type") is { Length: > 0 } named ? named : "RESPONSE";
        if (!Types.TryGetValue(type, out var known))
            return GraphErrors.Parameter("messaging_type", $"must be one of {{{string.Join(", ", Types.Keys)}}}");
        var tag = request.Text("tag") is { Length: > 0 } given ? given : null;
        return new SendTerms
        {
            Profile = page.Policy,
            DefaultApp = page.DefaultApp,
            IsDefaultAppListening = page.IsDefaultAppListening,
            Type = known,
            Tag = tag,
            Token = Recipients.TokenOf(request),
            IsHuman = tag == "HUMAN_AGENT",
            IsPromotional = request.Flag("is_promotional") == true,
            IsFeedback = TemplateOf(request) == "customer_feedback",
            IsUtilityTemplate = known == MessagingType.Utility && HasTemplate(request),
        };
    }

    static string? TemplateOf(GraphRequest request) =>
        Member(Member(request.Json("message"), "attachment"), "payload") is { } payload && Member(payload, "template_type") is { } type
            ? GraphParameters.TextOf(type)
            : null;

    static bool HasTemplate(GraphRequest request) => Member(request.Json("message"), "template") is not null;

    static JsonElement? Member(JsonElement? json, string name) =>
        json is { ValueKind: JsonValueKind.Object } known && known.TryGetProperty(name, out var value) ? value : null;
}
