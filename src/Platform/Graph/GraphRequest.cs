using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Charla.Platform.Graph;

/// <summary>One call of the Graph: a request over HTTP, or an item of a batch.</summary>
sealed partial class GraphRequest
{
    public const string UsualVersion = "v25.0";

    readonly GraphParameters parameters;
    readonly string[] path;

    /// <param name="method">GET, POST or DELETE; a POST may say another by its parameter <c>method</c>.</param>
    /// <param name="path">Without the query; a version at its head is taken off.</param>
    public GraphRequest(string method, string path, GraphParameters parameters)
    {
        this.parameters = parameters;
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        HasVersion = parts.Length > 0 && VersionShape().IsMatch(parts[0]);
        Version = HasVersion ? parts[0] : UsualVersion;
        this.path = HasVersion ? parts[1..] : parts;
        Method = method == HttpMethods.Head ? HttpMethods.Get : method;
        if (method == HttpMethods.Post && parameters.Text("method") is { Length: > 0 and < 10 } other)
            Method = other.ToUpperInvariant();
    }

    public string Method { get; }

    public string Version { get; }

    /// <summary>The first part of the path: <c>me</c>, an id, or a word of the root; empty for the root.</summary>
    public string Node => path.Length > 0 ? path[0] : "";

    /// <summary>The second part of the path; empty for the node itself.</summary>
    public string Edge => path.Length > 1 ? path[1] : "";

    /// <summary>What follows the edge.</summary>
    public string Rest => path.Length > 2 ? string.Join('/', path[2..]) : "";

    public bool IsRoot => path.Length == 0;

    /// <summary>Asks for several nodes at once: <c>/?ids=1,2</c>, or <c>/edge?ids=1,2</c> for an edge of each.</summary>
    public bool IsOfMany => Method == HttpMethods.Get && Has("ids")
        && (IsRoot || (path.Length == 1 && Node != GraphRoutes.Me && !GraphRoutes.RootWords.Contains(Node) && EdgeShape().IsMatch(Node)));

    /// <summary>The same question about one of them.</summary>
    public GraphRequest OfOne(string id) => new(Method, $"{(HasVersion ? Version : "")}/{id}/{Node}", parameters)
    {
        Origin = Origin,
        From = From,
        Token = Token,
    };

    /// <summary>Scheme and host under which the caller found us.</summary>
    public required string Origin { get; init; }

    /// <summary>The caller's network address.</summary>
    public required string From { get; init; }

    /// <summary>The token, wherever it stood; null when there is none.</summary>
    public required string? Token { get; init; }

    public IReadOnlyList<IFormFile> Files { get; init; } = [];

    /// <summary>Who calls, once that is known.</summary>
    public GraphCaller? Caller { get; set; }

    public bool Has(string name) => parameters.Has(name);

    public string? Text(string name) => parameters.Text(name);

    public JsonElement? Json(string name) => parameters.Json(name);

    /// <summary>Null when it is missing or no whole number.</summary>
    public long? Number(string name) =>
        long.TryParse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    public bool? Flag(string name) => Text(name)?.ToLowerInvariant() switch
    {
        "true" or "1" => true,
        "false" or "0" => false,
        _ => null,
    };

    /// <summary>An array, its JSON as text, or names with commas between them; empty when it is missing.</summary>
    public IReadOnlyList<string> List(string name) => Json(name) switch
    {
        { ValueKind: JsonValueKind.Array } array =>
            [.. array.EnumerateArray().Select(GraphParameters.TextOf).OfType<string>()],
        { } other => (GraphParameters.TextOf(other) ?? "").Split(
            ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        null => [],
    };

    /// <summary>The file of this name, or the only one there is: in a batch each item's has a name of its own.</summary>
    public IFormFile? File(string name) =>
        Files.FirstOrDefault(file => file.Name == name) ?? (Files.Count == 1 ? Files[0] : null);

    /// <summary>An absolute address of this installation.</summary>
    /// <param name="path">Starts with a slash.</param>
    public string Absolute(string path) => Origin + path;

    /// <summary>An absolute address of the Graph, in the caller's version.</summary>
    public string Address(string node, string edge) =>
        HasVersion ? $"{Origin}/{Version}/{node}/{edge}" : $"{Origin}/{node}/{edge}";

    bool HasVersion { get; }

    [GeneratedRegex(@"^v[0-9]{1,4}\.[0-9]{1,4}\z", RegexOptions.CultureInvariant)]
    private static partial Regex VersionShape();

    [GeneratedRegex(@"^[a-z_]{3,}\z", RegexOptions.CultureInvariant)]
    private static partial Regex EdgeShape();
}
