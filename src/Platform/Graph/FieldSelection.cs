using System.Text.Json.Nodes;

namespace Charla.Platform.Graph;

/// <summary>A field that a caller asks for, with what it wants of it.</summary>
/// <param name="Modifiers">As in <c>messages.limit(2).after(c)</c>.</param>
sealed record Field(string Name, IReadOnlyDictionary<string, string> Modifiers, FieldSelection? Fields)
{
    public static Field Plain(string name) => new(name, new Dictionary<string, string>(), null);

    /// <summary>How many of a list are wanted; the usual number when it is not said or not to be taken.</summary>
    public int Limit(int usual, int most) =>
        Modifiers.TryGetValue("limit", out var text) && int.TryParse(text, out var limit) && limit > 0
            ? Math.Min(limit, most)
            : usual;
}

/// <summary>The parameter <c>fields</c>: names with commas between them, nested in braces.</summary>
sealed class FieldSelection(IReadOnlyList<Field> fields)
{
    const int MostDepth = 8;
    const int MostFields = 200;

    public IReadOnlyList<Field> Fields => fields;

    /// <summary>Null when the caller asks for no fields in particular.</summary>
    public static Checked<FieldSelection?> Of(GraphRequest request)
    {
        var text = string.Join(',', request.List("fields"));
        return text.Length == 0 ? new(null, null) : Parse(text);
    }

    public static Checked<FieldSelection?> Parse(string text)
    {
        var at = 0;
        var parsed = Parse(text, ref at, 0);
        return parsed is null || at < text.Length
            ? GraphErrors.Parameter("fields", "must be names with commas between them, such as id,name,messages.limit(2){id,message}")
            : new Checked<FieldSelection?>(parsed, null);
    }

    /// <summary>Leaves of an answer only what was asked for; also within lists.</summary>
    public static JsonNode? Cut(JsonNode? value, FieldSelection? fields) => value switch
    {
        _ when fields is null => value,
        JsonObject list when list["data"] is JsonArray => CutMembers(list, member => member is JsonArray data ? CutAll(data, fields) : member?.DeepClone()),
        JsonObject members => CutObject(members, fields),
        JsonArray array => CutAll(array, fields),
        _ => value,
    };

    static JsonArray CutAll(JsonArray array, FieldSelection fields) => new([.. array.Select(item => Cut(item?.DeepClone(), fields))]);

    static JsonObject CutMembers(JsonObject members, Func<JsonNode?, JsonNode?> cut) =>
        new(members.Select(member => KeyValuePair.Create(member.Key, cut(member.Value))));

    static JsonObject CutObject(JsonObject members, FieldSelection fields)
    {
        var left = new JsonObject();
        foreach (var field in fields.Fields)
        {
            if (members[field.Name] is { } member)
                left[field.Name] = Cut(member.DeepClone(), field.Fields);
        }

        if (!left.ContainsKey("id") && members["id"] is { } id)
            left["id"] = id.DeepClone();
        return left;
    }

    static FieldSelection? Parse(string text, ref int at, int depth)
    {
        var fields = new List<Field>();
        while (true)
        {
            Skip(text, ref at);
            if (ReadField(text, ref at, depth) is not { } field || fields.Count >= MostFields)
                return null;
            fields.Add(field);
            Skip(text, ref at);
            if (at >= text.Length || text[at] != ',')
                return new FieldSelection([.. fields.DistinctBy(one => one.Name)]);
            at++;
        }
    }

    static Field? ReadField(string text, ref int at, int depth)
    {
        var name = Name(text, ref at);
        if (name.Length == 0)
            return null;
        var modifiers = new Dictionary<string, string>(StringComparer.Ordinal);
        while (at < text.Length && text[at] == '.')
        {
            at++;
            var modifier = Name(text, ref at);
            var close = at < text.Length && text[at] == '(' ? text.IndexOf(')', at) : -1;
            if (modifier.Length == 0 || close < 0)
                return null;
            modifiers[modifier] = text[(at + 1)..close].Trim();
            at = close + 1;
        }

        if (at >= text.Length || text[at] != '{')
            return new Field(name, modifiers, null);
        if (depth >= MostDepth)
            return null;
        at++;
        var inner = Parse(text, ref at, depth + 1);
        if (inner is null || at >= text.Length || text[at] != '}')
            return null;
        at++;
        return new Field(name, modifiers, inner);
    }

    static string Name(string text, ref int at)
    {
        var from = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_' or ':'))
            at++;
        return text[from..at];
    }

    static void Skip(string text, ref int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
    }
}
