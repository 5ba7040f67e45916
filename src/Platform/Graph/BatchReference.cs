using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Charla.Platform.Graph;

/// <summary>
/// What an item of a batch takes from another's answer: <c>{result=name:$.data[0].id}</c>. A star stands for all members;
/// several values are written with commas between them.
/// </summary>
static partial class BatchReference
{
    public static IEnumerable<string> NamesIn(string text) =>
        text.Contains("{result=", StringComparison.Ordinal) || text.Contains("%7Bresult", StringComparison.OrdinalIgnoreCase)
            ? Shape().Matches(text).Select(match => match.Groups["name"].Value)
            : [];

    /// <summary>Null when something that is referred to is not there.</summary>
    public static string? Replace(string text, Func<string, string, string?> result)
    {
        var isWhole = true;
        var made = Shape().Replace(text, match =>
        {
            var path = match.Groups["path"].Value;
            if (match.Value[0] == '%')
                path = Uri.UnescapeDataString(path);
            var value = result(match.Groups["name"].Value, path);
            isWhole &= value is not null;
            return Uri.EscapeDataString(value ?? "");
        });
        return isWhole ? made : null;
    }

    /// <summary>The values at a path, null when there are none.</summary>
    public static string? Find(JsonNode body, string path)
    {
        IEnumerable<JsonNode> found = [body];
        foreach (Match step in Step().Matches(path.StartsWith('$') ? path[1..] : path))
        {
            var (name, index) = (step.Groups["name"].Value, step.Groups["index"].Value);
            var isStar = name == "*" || index == "*";
            found = [.. found.SelectMany(node => isStar ? All(node) : One(node, name, index))];
        }

        var values = found.Select(node => node.ToString()).ToList();
        return values.Count == 0 ? null : string.Join(',', values);
    }

    static IEnumerable<JsonNode> All(JsonNode node) => node switch
    {
        JsonArray array => array.OfType<JsonNode>(),
        JsonObject members => members.Select(member => member.Value).OfType<JsonNode>(),
        _ => [],
    };

    static IEnumerable<JsonNode> One(JsonNode node, string name, string index) => node switch
    {
        JsonArray array when int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && at < array.Count && array[at] is { } item => [item],
        JsonObject members when name.Length > 0 && members[name] is { } member => [member],
        _ => [],
    };

    [GeneratedRegex(
        @"(?:\{result=(?<name>[A-Za-z0-9_-]{1,100}):(?<path>\$[^{}]{0,200})\}|%7Bresult(?:=|%3D)(?<name>[A-Za-z0-9_-]{1,100})(?::|%3A)(?<path>(?:\$|%24)(?:(?!%7D)[^{}&]){0,300})%7D)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 500)]
    private static partial Regex Shape();

    [GeneratedRegex(@"\.(?<name>[A-Za-z0-9_]+|\*)|\[(?<index>[0-9]{1,6}|\*)\]", RegexOptions.CultureInvariant)]
    private static partial Regex Step();
}
