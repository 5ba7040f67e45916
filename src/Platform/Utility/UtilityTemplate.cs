using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Charla.Conversations.Contracts;
using Charla.Kernel.Http;
using Charla.Platform.Edges;
using Charla.Platform.Graph;

namespace Charla.Platform.Utility;

/// <summary>
/// A message with gaps, <c>{{1}}</c> or <c>{{name}}</c>: what its parts may hold, and the message that it becomes when the
/// gaps are filled.
/// </summary>
static partial class UtilityTemplate
{
    const int LongestHeader = 60;
    const int LongestBody = 1_024;
    const int LongestFooter = 60;
    const int LongestButton = 20;
    const int LongestPayload = 1_000;
    const int LongestValue = 1_024;
    const int MostButtons = 3;

    static readonly string[] Types = ["HEADER", "BODY", "FOOTER", "BUTTONS"];

    /// <summary>What keeps these parts from being a template; null when nothing does.</summary>
    public static GraphError? Check(JsonElement components)
    {
        const string name = "components";
        if (components.ValueKind != JsonValueKind.Array)
            return GraphErrors.Parameter(name, "must be an array of objects with a type");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var component in components.EnumerateArray())
        {
            var type = TypeOf(component);
            if (!Types.Contains(type) || !seen.Add(type))
                return GraphErrors.Parameter(name, $"must be each at most once of {{{string.Join(", ", Types)}}}");
            if (CheckPart(component, type) is { } error)
                return error;
        }

        return seen.Contains("BODY") ? null : GraphErrors.Parameter(name, "must have one of the type BODY");
    }

    /// <summary>The message, with the gaps filled by what the sender gives for each part.</summary>
    /// <param name="given">The wire's <c>template.components</c>; null when there is none.</param>
    public static Checked<MessageContent> Write(JsonElement components, JsonElement? given)
    {
        var texts = new List<string>();
        IReadOnlyList<TemplateButton> buttons = [];
        foreach (var component in components.EnumerateArray().OrderBy(one => Array.IndexOf(Types, TypeOf(one))))
        {
            var type = TypeOf(component);
            var values = ParametersOf(given, type);
            if (type == "BUTTONS")
            {
                var made = Buttons(component, values);
                if (made.Error is { } wrong)
                    return wrong;
                buttons = made.Value!;
                continue;
            }

            var filled = Fill(Text(component, "text")!, values, type);
            if (filled.Error is { } gap)
                return gap;
            texts.Add(filled.Value!);
        }

        var text = string.Join('\n', texts);
        return buttons.Count == 0
            ? new MessageContent { Text = text }
            : new MessageContent { Template = new Template(TemplateKind.Buttons) { Text = text, Buttons = buttons } };
    }

    static GraphError? CheckPart(JsonElement component, string type)
    {
        if (type == "BUTTONS")
            return CheckButtons(component);
        var name = $"components[{type}][text]";
        var longest = type switch { "HEADER" => LongestHeader, "FOOTER" => LongestFooter, _ => LongestBody };
        return Text(component, "text") switch
        {
            null or "" => GraphErrors.Missing(name),
            var text when text.Length > longest => GraphErrors.TooLong(name, longest),
            var text => PlainText.IsWellFormed(text) ? null : GraphErrors.Parameter(name, "must be a text"),
        };
    }

    static GraphError? CheckButtons(JsonElement component)
    {
        const string name = "components[BUTTONS][buttons]";
        if (!component.TryGetProperty("buttons", out var buttons) || buttons.ValueKind != JsonValueKind.Array
            || buttons.GetArrayLength() is 0 or > MostButtons)
        {
            return GraphErrors.Parameter(name, $"must be an array of 1 to {MostButtons} buttons");
        }

        foreach (var button in buttons.EnumerateArray())
        {
            if (Text(button, "text") is not { Length: > 0 } text)
                return GraphErrors.Missing($"{name}[text]");
            if (text.Length > LongestButton || !PlainText.IsWellFormed(text))
                return GraphErrors.TooLong($"{name}[text]", LongestButton);
            switch (TypeOf(button))
            {
                case "POSTBACK" or "QUICK_REPLY":
                case "URL" when Gaps().Replace(Text(button, "url") ?? "", "1") is var url && WebAddress.IsValid(url):
                case "PHONE_NUMBER" when Text(button, "phone_number") is { } phone && Phone().IsMatch(phone):
                    break;
                default:
                    return GraphErrors.Parameter(name, "must be of the type POSTBACK, URL with a url, or PHONE_NUMBER with a phone_number");
            }
        }

        return null;
    }

    static Checked<IReadOnlyList<TemplateButton>> Buttons(JsonElement component, IReadOnlyList<JsonElement> values)
    {
        var buttons = new List<TemplateButton>();
        foreach (var (at, button) in component.GetProperty("buttons").EnumerateArray().Index())
        {
            JsonElement? value = at < values.Count ? values[at] : null;
            var title = Text(button, "text")!;
            switch (TypeOf(button))
            {
                case "PHONE_NUMBER":
                    buttons.Add(new TemplateButton(ButtonType.Phone, title) { Phone = Text(button, "phone_number") });
                    break;
                case "URL":
                    var url = value is { } given && Text(given, "url") is { } whole
                        ? whole
                        : Gaps().Replace(Text(button, "url")!, _ => Uri.EscapeDataString(value is { } text ? Text(text, "text") ?? "" : ""));
                    if (!WebAddress.IsValid(url))
                        return GraphErrors.Parameter("message[template][components][buttons]", "must give a valid URL");
                    buttons.Add(new TemplateButton(ButtonType.Url, title) { Url = url });
                    break;
                default:
                    var payload = value is { } tapped ? Text(tapped, "payload") : null;
                    if (payload is { Length: > LongestPayload })
                        return GraphErrors.TooLong("message[template][components][buttons][payload]", LongestPayload);
                    buttons.Add(new TemplateButton(ButtonType.Postback, title) { Payload = payload is { Length: > 0 } ? payload : title });
                    break;
            }
        }

        return buttons;
    }

    /// <summary>Gaps with a number take the value at that place, gaps with a name the value of that name.</summary>
    static Checked<string> Fill(string text, IReadOnlyList<JsonElement> values, string part)
    {
        string? missing = null;
        var filled = Gaps().Replace(text, gap =>
        {
            var name = gap.Groups["name"].Value;
            var value = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number >= 1 && number <= values.Count ? Text(values[number - 1], "text") : null
                : values.Where(one => Text(one, "parameter_name") == name).Select(one => Text(one, "text")).FirstOrDefault();
            if (value is null or { Length: > LongestValue } || !PlainText.IsWellFormed(value))
                missing ??= name;
            return value ?? "";
        });
        return missing is null
            ? filled
            : GraphErrors.Parameter($"message[template][components][{part.ToLowerInvariant()}]", $"must have a text for {{{{{missing}}}}}");
    }

    static IReadOnlyList<JsonElement> ParametersOf(JsonElement? given, string type)
    {
        if (given is not { ValueKind: JsonValueKind.Array } components)
            return [];
        foreach (var component in components.EnumerateArray())
        {
            if (TypeOf(component) == type && component.TryGetProperty("parameters", out var parameters)
                && parameters.ValueKind == JsonValueKind.Array)
            {
                return [.. parameters.EnumerateArray()];
            }
        }

        return [];
    }

    static string TypeOf(JsonElement component) => Text(component, "type")?.ToUpperInvariant() ?? "";

    static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? GraphParameters.TextOf(value) : null;

    [GeneratedRegex(@"\{\{\s*(?<name>[A-Za-z0-9_]{1,64})\s*\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Gaps();

    [GeneratedRegex(@"^\+[0-9]{3,19}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Phone();
}
