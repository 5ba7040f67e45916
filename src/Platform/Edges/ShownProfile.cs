using System.Text.Json;
using System.Text.RegularExpressions;
using Charla.Entrances.Contracts;
using Charla.Platform.Graph;

namespace Charla.Platform.Edges;

/// <summary>What of a page's Messenger profile one person finds: in their language, with their name, by their own menu.</summary>
static partial class ShownProfile
{
    /// <param name="own">What was set for this person alone; it goes before the page's.</param>
    public static AppEntry Of(
        IReadOnlyDictionary<string, ProfileValue> page, IReadOnlyDictionary<string, ProfileValue> own, string locale, string? name) => new(
        InLocale(page, ProfileRules.Hello, locale) is { } greeting ? Filled(TextOf(greeting, "text") ?? "", name) : null,
        Parsed(page, ProfileRules.GetStarted) is { } button ? TextOf(button, "payload") : null,
        IceBreakers(page, locale),
        MenuOf(InLocale(own, ProfileRules.Menu, locale) ?? InLocale(page, ProfileRules.Menu, locale)),
        InLocale(page, ProfileRules.CommandList, locale) is { } commands
            ? [.. List(commands, "commands").Select(one => new EntryCommand(TextOf(one, "name")!, TextOf(one, "description")!))]
            : null,
        Sites(page) is { Count: > 0 } sites ? sites : null);

    /// <summary>Whose pages may open within the chat.</summary>
    public static IReadOnlyList<string> Sites(IReadOnlyDictionary<string, ProfileValue> page) =>
        Parsed(page, ProfileRules.Sites) is { ValueKind: JsonValueKind.Array } domains
            ? [.. domains.EnumerateArray().Select(domain => WebAddress.SiteOf(GraphParameters.TextOf(domain))).OfType<string>().Distinct()]
            : [];

    /// <summary>The names of commands that stand in a text, as the page's app gave them in whichever language.</summary>
    public static IReadOnlyList<string> CommandsIn(string text, IReadOnlyDictionary<string, ProfileValue> page)
    {
        if (Parsed(page, ProfileRules.CommandList) is not { } byLocale)
            return [];
        return
        [
            .. from name in byLocale.EnumerateArray().SelectMany(one => List(one, "commands")).Select(one => TextOf(one, "name")!)
               .Distinct(StringComparer.OrdinalIgnoreCase)
               let at = PlaceOf(name, text)
               where at >= 0
               orderby at
               select name,
        ];
    }

    /// <summary>Whether a button of this property sends this payload.</summary>
    public static bool Sends(ProfileValue property, string payload) => Sends(JsonElement.Parse(property.Json), payload);

    static bool Sends(JsonElement value, string payload) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().Any(one => Sends(one, payload)),
        JsonValueKind.Object => TextOf(value, "payload") == payload
            || (value.TryGetProperty("call_to_actions", out var inner) && Sends(inner, payload)),
        _ => false,
    };

    /// <summary>Where the command stands as a word of its own behind its slash; -1 when it does not.</summary>
    static int PlaceOf(string name, string text)
    {
        var command = "/" + name;
        for (var at = -1; (at = text.IndexOf(command, at + 1, StringComparison.OrdinalIgnoreCase)) >= 0;)
        {
            var end = at + command.Length;
            if ((at == 0 || char.IsWhiteSpace(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
                return at;
        }

        return -1;
    }

    /// <summary>The old form says the same in every language.</summary>
    static IReadOnlyList<IceBreaker> IceBreakers(IReadOnlyDictionary<string, ProfileValue> page, string locale)
    {
        if (Parsed(page, ProfileRules.Breakers) is not { } all)
            return [];
        var isByLocale = all.EnumerateArray().Any(one => one.TryGetProperty("call_to_actions", out _));
        if (!isByLocale)
            return [.. all.EnumerateArray().Select(IceBreakerOf)];
        return InLocale(page, ProfileRules.Breakers, locale) is { } own ? [.. List(own, "call_to_actions").Select(IceBreakerOf)] : [];
    }

    static IceBreaker IceBreakerOf(JsonElement question) => new(TextOf(question, "question")!, TextOf(question, "payload")!);

    static EntryMenu? MenuOf(JsonElement? menu) => menu is { } there && Items(there) is { Count: > 0 } items
        ? new EntryMenu(items, IsTrue(there, "composer_input_disabled"))
        : null;

    static IReadOnlyList<EntryMenuItem> Items(JsonElement holder) => [.. List(holder, "call_to_actions").Select(ItemOf)];

    static EntryMenuItem ItemOf(JsonElement item)
    {
        var title = TextOf(item, "title")!;
        return TextOf(item, "type") switch
        {
            "postback" => new EntryMenuItem("postback", title) { Payload = TextOf(item, "payload") },
            "nested" => new EntryMenuItem("nested", title) { Items = Items(item) },
            _ => new EntryMenuItem("url", title)
            {
                Url = TextOf(item, "url"),
                WebviewHeightRatio = TextOf(item, "webview_height_ratio"),
                MessengerExtensions = IsTrue(item, "messenger_extensions"),
            },
        };
    }

    /// <summary>
    /// The person's name in its places. Where it is not known the place goes with the comma or blank before it.
    /// </summary>
    static string? Filled(string text, string? name)
    {
        var filled = NamePlace().Replace(text, match => match.Groups["which"].Value switch
        {
            "first" => ReadProfile.FirstName(name),
            "last" => ReadProfile.LastName(name),
            _ => name,
        } is { Length: > 0 } known ? match.Groups["before"].Value + known : "");
        var begun = filled.TrimStart(',', ' ');
        if (begun.Length < filled.Length && begun.Length > 0)
            begun = char.ToUpperInvariant(begun[0]) + begun[1..];
        return begun.Trim() is { Length: > 0 } words ? words : null;
    }

    /// <summary>The item for this very place, else one in its language, else the one for everybody.</summary>
    static JsonElement? InLocale(IReadOnlyDictionary<string, ProfileValue> profile, string property, string locale)
    {
        if (Parsed(profile, property) is not { } value)
            return null;
        var all = value.EnumerateArray().Select(item => (Item: (JsonElement?)item, Tag: Tag(TextOf(item, "locale") ?? ""))).ToList();
        var wished = Tag(locale);
        return all.FirstOrDefault(one => one.Tag == wished).Item
            ?? all.FirstOrDefault(one => LanguageOf(one.Tag) == LanguageOf(wished)).Item
            ?? all.FirstOrDefault(one => one.Tag == ProfileRules.DefaultLocale).Item;
    }

    static string Tag(string locale) => locale.Replace('_', '-').ToLowerInvariant();

    static string LanguageOf(string tag) => tag.Split('-')[0];

    static JsonElement? Parsed(IReadOnlyDictionary<string, ProfileValue> profile, string property) =>
        profile.TryGetValue(property, out var value) ? JsonElement.Parse(value.Json) : null;

    static IEnumerable<JsonElement> List(JsonElement holder, string property) =>
        holder.TryGetProperty(property, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    static bool? IsTrue(JsonElement holder, string property) =>
        TextOf(holder, property)?.ToLowerInvariant() is "true" or "1" ? true : null;

    static string? TextOf(JsonElement value, string property) =>
        value.TryGetProperty(property, out var text) ? GraphParameters.TextOf(text) : null;

    [GeneratedRegex(@"(?<before>,? ?)\{\{ *user_(?<which>first|last|full)_name *\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex NamePlace();
}
