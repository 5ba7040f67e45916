using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Charla.Platform.Graph;

/// <summary>
/// The parameters of a request, wherever they stood: the JSON body goes before a form, a form before the query. Values of
/// forms and queries may be JSON themselves, or be spelled out as <c>recipient[id]=1</c>.
/// </summary>
sealed class GraphParameters
{
    const int MostBrackets = 16;

    readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);
    Dictionary<string, JsonElement>? spelled;
    JsonElement body;

    public void Add(string name, string value) => texts[name] = value;

    public void Take(JsonElement json) => body = json;

    public bool Has(string name) => InBody(name) is not null || texts.ContainsKey(name) || Spelled(name) is not null;

    /// <summary>The parameter as text; JSON that is no text is its spelling. Null when it is missing or null.</summary>
    public string? Text(string name) =>
        InBody(name) is { } json ? TextOf(json)
        : texts.TryGetValue(name, out var text) ? text
        : Spelled(name) is { } made ? TextOf(made) : null;

    /// <summary>The parameter as JSON; a text that is none is a JSON string. Null when it is missing or null.</summary>
    public JsonElement? Json(string name)
    {
        if (InBody(name) is { } json)
            return Inner(json) ?? json;
        if (texts.TryGetValue(name, out var text))
            return LenientJson.Parse(text) ?? JsonSerializer.SerializeToElement(text);
        return Spelled(name);
    }

    public static string? TextOf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        _ => json.GetRawText(),
    };

    /// <summary>What is written in a text, when it is JSON.</summary>
    static JsonElement? Inner(JsonElement json) =>
        json.ValueKind == JsonValueKind.String && LenientJson.LooksNested(json.GetString()!) ? LenientJson.Parse(json.GetString()!) : null;

    JsonElement? InBody(string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var json) && json.ValueKind != JsonValueKind.Null
            ? json
            : null;

    JsonElement? Spelled(string name)
    {
        spelled ??= SpellOut();
        return spelled.TryGetValue(name, out var json) ? json : null;
    }

    Dictionary<string, JsonElement> SpellOut()
    {
        var roots = new Dictionary<string, Branch>(StringComparer.Ordinal);
        foreach (var (name, value) in texts)
        {
            var open = name.IndexOf('[', StringComparison.Ordinal);
            if (open <= 0 || name[^1] != ']')
                continue;
            var keys = name[(open + 1)..^1].Split("][");
            if (keys.Length > MostBrackets)
                continue;
            if (!roots.TryGetValue(name[..open], out var branch))
                roots[name[..open]] = branch = new Branch();
            foreach (var key in keys)
                branch = branch.Child(key);
            branch.Value = value;
        }

        return roots.ToDictionary(root => root.Key, root => JsonSerializer.SerializeToElement(root.Value.ToJson()));
    }

    sealed class Branch
    {
        readonly List<(string Key, Branch Branch)> children = [];

        public string? Value { get; set; }

        public Branch Child(string key)
        {
            if (key.Length == 0)
                key = children.Count.ToString(CultureInfo.InvariantCulture);
            foreach (var (known, branch) in children)
            {
                if (known == key)
                    return branch;
            }

            var made = new Branch();
            children.Add((key, made));
            return made;
        }

        public JsonNode? ToJson()
        {
            if (children.Count == 0)
                return Value is null ? null : JsonValue.Create(Value);
            if (children.Select((child, at) => child.Key == at.ToString(CultureInfo.InvariantCulture)).All(isNext => isNext))
                return new JsonArray([.. children.Select(child => child.Branch.ToJson())]);
            return new JsonObject(children.Select(child => KeyValuePair.Create(child.Key, child.Branch.ToJson())));
        }
    }
}
