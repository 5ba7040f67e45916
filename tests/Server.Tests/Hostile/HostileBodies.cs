using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Charla.Server.Tests.Hostile;

/// <summary>Bodies that no client of ours would send: for any endpoint, and made from the type an endpoint reads.</summary>
static class HostileBodies
{
    const string Hole = "@hole@";
    const int Deepest = 4;

    /// <summary>JSON as it stands on the wire: some of it no serializer would write.</summary>
    static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1.5", "1e400", "99999999999999999999999999", "-9223372036854775808", "\"\"", "\" \"",
        "\"\\u0000\"", "\"\\ud800\"", "\"\\udfff x\"", "[]", "[null]", "[[[]]]", "{}", "{\"__proto__\":{\"a\":1}}",
        "{\"\\ud800\":\"x\"}", "\"__proto__\"", "\"../../../etc/passwd\"", "\"<script>alert(1)</script>\"",
        $"\"{new string('x', 9_000)}\"",
    ];

    public static readonly string[] Unreadable =
    [
        "", "{", "[]", "[null]", "1", "\"text\"", "null", "true", "\0", "{\"a\":NaN}", "{\"a\":1,}", "{}{}", "\ufeff{}",
        "{\"__proto__\":{\"admin\":true},\"constructor\":{}}", "{\"nobody\":\"knows\"}",
        new string('[', 100_000), string.Concat(Enumerable.Repeat("{\"a\":", 100_000)),
    ];

    public static readonly (string Type, string Body)[] WrongTypes =
    [
        ("text/plain", "{}"), ("application/xml", "<a/>"), ("application/x-www-form-urlencoded", "a=b"),
        ("application/json; charset=utf-16", "{}"), ("application/json; charset=nonsense", "{}"),
        ("multipart/form-data", "x"), ("multipart/form-data; boundary=b", "--b\r\n\r\nx"),
        ("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\0/../x\"\r\n\r\n<svg/>\r\n--b--\r\n"),
    ];

    /// <summary>The type filled with harmless values, and then each of its places with each hostile one.</summary>
    public static IEnumerable<string> Of(Type type)
    {
        var whole = Filled(type, 0);
        yield return whole?.ToJsonString() ?? "null";
        foreach (var place in Places(whole, []).ToList())
        {
            var holed = With(whole!, place, Hole).ToJsonString();
            foreach (var value in Values)
                yield return holed.Replace($"\"{Hole}\"", value, StringComparison.Ordinal);
        }
    }

    static JsonNode? Filled(Type type, int depth)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string) || type.IsEnum || depth == Deepest)
            return "x";
        if (type == typeof(bool))
            return false;
        if (type.IsPrimitive)
            return 1;
        if (type == typeof(JsonElement) || type == typeof(object))
            return new JsonObject();
        var arguments = type.IsArray ? [type.GetElementType()!] : type.GetGenericArguments();
        if (typeof(IEnumerable).IsAssignableFrom(type))
        {
            return arguments.Length == 2
                ? new JsonObject { ["en"] = Filled(arguments[1], depth + 1) }
                : new JsonArray(Filled(arguments.FirstOrDefault() ?? typeof(string), depth + 1));
        }

        var filled = new JsonObject();
        foreach (var property in type.GetProperties().Where(property => property.GetIndexParameters().Length == 0))
            filled[JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name)] = Filled(property.PropertyType, depth + 1);
        return filled;
    }

    static IEnumerable<object[]> Places(JsonNode? node, object[] at) => node switch
    {
        JsonObject inside => inside.SelectMany(field => Places(field.Value, [.. at, field.Key]).Append([.. at, field.Key])),
        JsonArray inside => inside.SelectMany((item, i) => Places(item, [.. at, i]).Append([.. at, i])),
        _ => [],
    };

    static JsonNode With(JsonNode whole, object[] place, JsonNode value)
    {
        var copy = whole.DeepClone();
        var holder = place[..^1].Aggregate(copy, (node, step) => step is int i ? node[i]! : node[(string)step]!);
        if (place[^1] is int last)
            holder[last] = value;
        else
            holder[(string)place[^1]] = value;
        return copy;
    }
}
