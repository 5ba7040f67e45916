using System.Text.Json.Nodes;
using Charla.Accounts.Contracts;
using Charla.Platform.Graph;

namespace Charla.Platform.Edges;

/// <summary>What a token is, and an app's own token.</summary>
sealed class Tokens(Apps apps, GraphCallers callers)
{
    public void Map(GraphRoutes routes)
    {
        routes.OnRoot("GET", "debug_token", Debug);
        routes.OnRoot("GET", "oauth", Issue);
        routes.OnRoot("POST", "oauth", Issue);
    }

    async Task<GraphAnswer> Debug(RootCall call)
    {
        var caller = await callers.Of(call.Request);
        if (caller.Error is { } unknown)
            return unknown;
        call.Request.Caller = caller.Value;
        if (call.Request.Text("input_token") is not { Length: > 0 } input)
            return GraphErrors.Missing("input_token");
        if (await apps.Facts(input) is { } facts)
        {
            return facts.App.Id == caller.Value!.App.Id
                ? OfPage(facts)
                : Invalid(100, "The app of the input_token is not the app of the access_token.");
        }

        return await apps.FindByAppToken(input) is { } app && app.Id == caller.Value!.App.Id
            ? new JsonObject
            {
                ["data"] = new JsonObject
                {
                    ["app_id"] = app.AppId,
                    ["type"] = "APP",
                    ["application"] = app.Name,
                    ["is_valid"] = true,
                    ["scopes"] = new JsonArray(),
                },
            }
            : Invalid(190, "Invalid OAuth access token.");
    }

    static GraphAnswer OfPage(PageTokenFacts facts) => new JsonObject
    {
        ["data"] = new JsonObject
        {
            ["app_id"] = facts.App.AppId,
            ["type"] = "PAGE",
            ["application"] = facts.App.Name,
            ["data_access_expires_at"] = 0,
            ["expires_at"] = 0,
            ["is_valid"] = true,
            ["issued_at"] = facts.MadeAt.ToUnixTimeSeconds(),
            ["profile_id"] = facts.App.Page.ToString(),
            ["scopes"] = new JsonArray([.. facts.App.Scopes.Order(StringComparer.Ordinal).Select(scope => (JsonNode)JsonValue.Create(scope))]),
        },
    };

    static GraphAnswer Invalid(int code, string message) => new JsonObject
    {
        ["data"] = new JsonObject
        {
            ["error"] = new JsonObject { ["code"] = code, ["message"] = message },
            ["is_valid"] = false,
            ["scopes"] = new JsonArray(),
        },
    };

    async Task<GraphAnswer> Issue(RootCall call)
    {
        var request = call.Request;
        if (request.Edge != "access_token")
            return GraphErrors.UnknownPath($"oauth/{request.Edge}");
        if (request.Text("client_id") is not { Length: > 0 } id)
            return GraphErrors.Missing("client_id");
        if (request.Text("client_secret") is not { Length: > 0 } secret)
            return GraphErrors.Missing("client_secret");
        if (await apps.FindByAppToken($"{id}|{secret}") is not { } app)
            return callers.Guessed(request) ?? GraphErrors.BadSecret;
        return request.Text("grant_type") switch
        {
            "client_credentials" => new JsonObject { ["access_token"] = $"{app.AppId}|{secret}", ["token_type"] = "bearer" },
            "fb_exchange_token" => await Exchange(request, app),
            _ => GraphErrors.Parameter("grant_type", "must be one of {client_credentials, fb_exchange_token}"),
        };
    }

    /// <summary>Tokens do not expire here: a long-lived one is the one that was sent.</summary>
    async Task<GraphAnswer> Exchange(GraphRequest request, AppIdentity app) =>
        request.Text("fb_exchange_token") is { Length: > 0 } token && (await apps.FindByPageToken(token))?.Id == app.Id
            ? new JsonObject { ["access_token"] = token, ["token_type"] = "bearer" }
            : GraphErrors.BadToken;
}
