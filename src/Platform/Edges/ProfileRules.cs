using System.Text.Json;
using Charla.Kernel.Http;
using Charla.Platform.Graph;

namespace Charla.Platform.Edges;

/// <summary>What a page's Messenger profile may hold: each property with its bounds.</summary>
static class ProfileRules
{
    public const string GetStarted = "get_started";
    public const string Menu = "persistent_menu";
    public const string Hello = "greeting";
    public const string Breakers = "ice_breakers";
    public const string Sites = "whitelisted_domains";
    public const string CommandList = "commands";
    public const string DefaultLocale = "default";
    const int MostLocales = 50;
    const int LongestPayload = 1_000;
    const int MostMenuItems = 20;
    const int MostIceBreakers = 4;
    const int MostDomains = 50;
    const int MostCommands = 100;

    /// <summary>Properties that no client misses: taken and not kept.</summary>
    public static readonly IReadOnlyList<string> Retired = ["home_url", "payment_settings", "target_audience"];

    static readonly Dictionary<string, Func<JsonElement, GraphError?>> Checks = new(StringComparer.Ordinal)
    {
        [Hello] = Greeting,
        [GetStarted] = value => value.ValueKind == JsonValueKind.Object
            ? Payload(value, "get_started[payload]")
            : GraphErrors.Parameter(GetStarted, "must be an object with a payload"),
        [Menu] = MenuOf,
        [Breakers] = IceBreakers,
        [Sites] = Domains,
        ["account_linking_url"] = value => WebAddress.IsSecure(GraphParameters.TextOf(value))
            ? null
            : GraphErrors.Parameter("account_linking_url", "should represent a valid https URL"),
        [CommandList] = Commands,
    };

    /// <summary>Properties that can be set, in the order in which they are answered.</summary>
    public static IReadOnlyCollection<string> Properties => Checks.Keys;

    public static GraphError? Check(string property, JsonElement value) => Checks[property](value);

    /// <summary>What a property may not be without.</summary>
    public static GraphError? CheckTogether(IReadOnlySet<string> after) => after.Contains(Menu) && !after.Contains(GetStarted)
        ? GraphErrors.Malformed("You must set a Get Started button if you also wish to use persistent menu") with { Subcode = 2018145 }
        : null;

    static GraphError? Greeting(JsonElement value) => EachLocale(value, Hello, (one, name) => Text(one, name, "text", 160));

    static GraphError? MenuOf(JsonElement value) => EachLocale(value, Menu, (menu, name) =>
    {
        var closed = menu.TryGetProperty("composer_input_disabled", out var disabled)
            && GraphParameters.TextOf(disabled)?.ToLowerInvariant() is "true" or "1";
        if (!menu.TryGetProperty("call_to_actions", out var items) || items.ValueKind == JsonValueKind.Null)
            return closed ? GraphErrors.Missing($"{name}[call_to_actions]") : null;
        return Items(items, $"{name}[call_to_actions]", depth: 0);
    });

    static GraphError? Items(JsonElement items, string name, int depth) => Each(items, name, MostMenuItems, (item, name) =>
    {
        if (Text(item, name, "title", 30) is { } untitled)
            return untitled;
        return TextOf(item, "type") switch
        {
            "web_url" => WebAddress.IsValid(TextOf(item, "url")) ? null : GraphErrors.Parameter($"{name}[url]", "should represent a valid URL"),
            "postback" => Payload(item, $"{name}[payload]"),
            "nested" when depth < 2 => item.TryGetProperty("call_to_actions", out var nested)
                ? Items(nested, $"{name}[call_to_actions]", depth + 1)
                : GraphErrors.Missing($"{name}[call_to_actions]"),
            _ => GraphErrors.Parameter($"{name}[type]", "must be one of {web_url, postback, nested}"),
        };
    });

    /// <summary>The old form is a list of questions, the new one a list of such lists by locale.</summary>
    static GraphError? IceBreakers(JsonElement value)
    {
        const string name = Breakers;
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0)
            return GraphErrors.Parameter(name, "must be an array");
        var isByLocale = value.EnumerateArray().Any(one => one.ValueKind == JsonValueKind.Object && one.TryGetProperty("call_to_actions", out _));
        return isByLocale
            ? EachLocale(value, name, (one, name) => one.TryGetProperty("call_to_actions", out var questions)
                ? Questions(questions, $"{name}[call_to_actions]")
                : GraphErrors.Missing($"{name}[call_to_actions]"))
            : Questions(value, name);
    }

    static GraphError? Questions(JsonElement value, string name) => Each(value, name, MostIceBreakers, (question, name) =>
        Text(question, name, "question", 80) ?? Payload(question, $"{name}[payload]"));

    static GraphError? Domains(JsonElement value)
    {
        const string name = Sites;
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > MostDomains)
            return GraphErrors.Parameter(name, $"must be an array of at most {MostDomains} domains");
        foreach (var domain in value.EnumerateArray())
        {
            if (!WebAddress.IsPublicSite(GraphParameters.TextOf(domain)))
                return GraphErrors.Parameter(name, "must be https addresses with a domain name, such as https://example.com");
        }

        return null;
    }

    static GraphError? Commands(JsonElement value) => EachLocale(value, CommandList, (one, name) =>
        one.TryGetProperty("commands", out var commands)
            ? Each(commands, $"{name}[commands]", MostCommands, (command, name) =>
                Text(command, name, "name", 32) ?? Text(command, name, "description", 64)
                ?? (TextOf(command, "name")!.StartsWith('/') ? GraphErrors.Parameter($"{name}[name]", "must not begin with /") : null))
            : GraphErrors.Missing($"{name}[commands]"));

    static GraphError? EachLocale(JsonElement value, string name, Func<JsonElement, string, GraphError?> check)
    {
        var locales = new HashSet<string>(StringComparer.Ordinal);
        return Each(value, name, MostLocales, (one, name) =>
            {
                if (Text(one, name, "locale", 35) is { } noLocale)
                    return noLocale;
                return locales.Add(TextOf(one, "locale")!) ? check(one, name) : GraphErrors.Parameter($"{name}[locale]", "must be there once");
            })
            ?? (locales.Contains(DefaultLocale) ? null : GraphErrors.Parameter(name, "must have an item with the locale default"));
    }

    static GraphError? Each(JsonElement value, string name, int most, Func<JsonElement, string, GraphError?> check)
    {
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0 || value.GetArrayLength() > most)
            return GraphErrors.Parameter(name, $"must be an array of 1 to {most} objects");
        var at = 0;
        foreach (var one in value.EnumerateArray())
        {
            var error = one.ValueKind == JsonValueKind.Object
                ? check(one, $"{name}[{at}]")
                : GraphErrors.Parameter($"{name}[{at}]", "must be an object");
            if (error is not null)
                return error;
            at++;
        }

        return null;
    }

    static GraphError? Payload(JsonElement value, string name) => TextOf(value, "payload") switch
    {
        null or "" => GraphErrors.Missing(name),
        var payload when payload.Length > LongestPayload => GraphErrors.TooLong(name, LongestPayload),
        var payload => PlainText.IsWellFormed(payload) ? null : GraphErrors.Parameter(name, "must be a text"),
    };

    static GraphError? Text(JsonElement value, string name, string property, int longest) => TextOf(value, property) switch
    {
        null => GraphErrors.Missing($"{name}[{property}]"),
        var text when string.IsNullOrWhiteSpace(text) => GraphErrors.Missing($"{name}[{property}]"),
        var text when text.Length > longest => GraphErrors.TooLong($"{name}[{property}]", longest),
        var text => PlainText.IsWellFormed(text) ? null : GraphErrors.Parameter($"{name}[{property}]", "must be a text"),
    };

    static string? TextOf(JsonElement value, string property) =>
        value.TryGetProperty(property, out var text) ? GraphParameters.TextOf(text) : null;
}
