using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Charla.Platform.Graph;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Platform.Portal;

/// <summary>
/// The Graph as an OpenAPI document, made from the table of its calls: what is there is described, and nothing else.
/// </summary>
static partial class GraphDocument
{
    public const string Address = "/openapi/graph.json";

    public static void Map(IEndpointRouteBuilder app) => app.MapGet(Address, (GraphRoutes routes) =>
        Results.Text(Write(routes).ToJsonString(), "application/json; charset=utf-8")).ExcludeFromDescription();

    public static JsonObject Write(GraphRoutes routes)
    {
        var paths = new JsonObject();
        foreach (var calls in routes.Calls.OrderBy(GraphWords.PlaceOf).GroupBy(PathOf))
        {
            paths[calls.Key] = new JsonObject(calls.Select(call =>
                KeyValuePair.Create(MethodOf(call), (JsonNode?)Operation(call, calls.Key))));
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject
            {
                ["title"] = "Graph",
                ["version"] = GraphRequest.UsualVersion,
                ["description"] = "The calls that programs for Messenger make. The version in the path may be any or none; "
                    + "parameters may be JSON, a form, or in the query; the token may be a header or access_token.",
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" + GraphRequest.UsualVersion }),
            ["tags"] = new JsonArray([.. GraphWords.Groups.Select(group => new JsonObject { ["name"] = group })]),
            ["paths"] = paths,
            ["components"] = Components(),
        };
    }

    static string MethodOf(string call) => call[..call.IndexOf(' ', StringComparison.Ordinal)].ToLowerInvariant();

    static string PathOf(string call) => "/" + call[(call.IndexOf(' ', StringComparison.Ordinal) + 1)..]
        .Replace("{page}", GraphRoutes.Me, StringComparison.Ordinal)
        .Replace("oauth", "oauth/access_token", StringComparison.Ordinal);

    static JsonObject Operation(string call, string path)
    {
        var words = GraphWords.Of(call);
        var operation = new JsonObject
        {
            ["operationId"] = $"{MethodOf(call)}{path.Replace('/', '_')}",
            ["summary"] = words?.Summary ?? call,
            ["tags"] = new JsonArray(words?.Group ?? "Other"),
            ["security"] = Security(path),
            ["responses"] = new JsonObject
            {
                ["200"] = new JsonObject { ["description"] = "It is done, or here it is." },
                ["4XX"] = new JsonObject
                {
                    ["description"] = "It cannot be done; code and error_subcode say why.",
                    ["content"] = OfJson(new JsonObject { ["$ref"] = "#/components/schemas/Error" }),
                },
            },
        };
        var parameters = PartOfPath().Matches(path).Select(part => Parameter(part.Groups[1].Value, "path"))
            .Concat((words?.Query ?? []).Select(name => Parameter(name, "query"))).ToArray();
        if (parameters.Length > 0)
            operation["parameters"] = new JsonArray([.. parameters]);
        if (words?.Body is { } body)
            operation["requestBody"] = new JsonObject { ["content"] = OfJson(new JsonObject { ["type"] = "object" }, JsonNode.Parse(body)) };
        return operation;
    }

    static JsonArray Security(string path) => path switch
    {
        "/oauth/access_token" => [],
        _ when path.EndsWith("/activities", StringComparison.Ordinal) => [],
        _ when path.StartsWith("/{app}", StringComparison.Ordinal) || path == "/debug_token" => [Key("app_token")],
        _ => [Key("page_access_token")],
    };

    static JsonObject Key(string name) => new() { [name] = new JsonArray() };

    static JsonNode Parameter(string name, string place)
    {
        var parameter = new JsonObject { ["name"] = name, ["in"] = place, ["schema"] = new JsonObject { ["type"] = "string" } };
        if (place == "path")
            parameter["required"] = true;
        return parameter;
    }

    static JsonObject OfJson(JsonObject schema, JsonNode? example = null)
    {
        var content = new JsonObject { ["schema"] = schema };
        if (example is not null)
            content["example"] = example;
        return new JsonObject { ["application/json"] = content };
    }

    static JsonObject Components() => new()
    {
        ["securitySchemes"] = new JsonObject
        {
            ["page_access_token"] = Bearer("The token of one page. Make one in the console, under Developers."),
            ["app_token"] = Bearer("The app's id, a bar, and its secret: APP_ID|APP_SECRET."),
        },
        ["schemas"] = new JsonObject
        {
            ["Error"] = JsonNode.Parse(
                """
                {
                  "type": "object",
                  "properties": {
                    "error": {
                      "type": "object",
                      "required": ["message", "type", "code", "fbtrace_id"],
                      "properties": {
                        "message": { "type": "string" },
                        "type": { "type": "string" },
                        "code": { "type": "integer" },
                        "error_subcode": { "type": "integer" },
                        "is_transient": { "type": "boolean" },
                        "fbtrace_id": { "type": "string" }
                      }
                    }
                  }
                }
                """),
        },
    };

    static JsonObject Bearer(string description) => new() { ["type"] = "http", ["scheme"] = "bearer", ["description"] = description };

    [GeneratedRegex(@"\{([a-z-]+)\}")]
    private static partial Regex PartOfPath();
}
