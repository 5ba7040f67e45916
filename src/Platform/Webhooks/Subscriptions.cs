using System.Text.Json.Nodes;
using Charla.Kernel;
using Charla.Platform.Graph;

namespace Charla.Platform.Webhooks;

/// <summary><c>/{app-id}/subscriptions</c>: where an app is told, and of which fields.</summary>
sealed class Subscriptions(WebhookStore store, WebhookSettings webhooks)
{
    const string Edge = "subscriptions";
    const string Object = "page";

    public void Map(GraphRoutes routes)
    {
        routes.OnApp("GET", Edge, List);
        routes.OnApp("POST", Edge, Set);
        routes.OnApp("DELETE", Edge, Remove);
    }

    async Task<GraphAnswer> List(AppCall call)
    {
        var data = new JsonArray();
        if (await store.Endpoint(call.App.Id) is { } endpoint)
        {
            data.Add(new JsonObject
            {
                ["object"] = Object,
                ["callback_url"] = endpoint.Callback.OriginalString,
                ["active"] = endpoint.PausedAt is null,
                ["fields"] = new JsonArray([.. endpoint.Fields.Order(StringComparer.Ordinal).Select(field =>
                    new JsonObject { ["name"] = field, ["version"] = call.Request.Version })]),
            });
        }

        return new JsonObject { ["data"] = data };
    }

    /// <summary>What is not said stays as it was; an app that says no fields at first is told of everything.</summary>
    async Task<GraphAnswer> Set(AppCall call)
    {
        var request = call.Request;
        if (CheckObject(request) is { } error)
            return error;
        var fields = Fields(request, "fields");
        if (fields.Error is { } unknown)
            return unknown;
        var before = await store.Endpoint(call.App.Id);
        var callback = request.Text("callback_url") ?? before?.Callback.OriginalString;
        if (callback is null)
            return GraphErrors.Missing("callback_url");
        var refusal = await webhooks.Set(
            call.App,
            callback,
            request.Text("verify_token") ?? before?.VerifyToken,
            fields.Value ?? before?.Fields ?? WebhookFields.OfMessaging.ToHashSet(StringComparer.Ordinal),
            call.Cancel);
        return refusal is null ? GraphAnswer.Success : ToError(refusal);
    }

    async Task<GraphAnswer> Remove(AppCall call)
    {
        if (CheckObject(call.Request) is { } error)
            return error;
        var fields = Fields(call.Request, "fields");
        if (fields.Error is { } unknown)
            return unknown;
        if (await store.Endpoint(call.App.Id) is not { } endpoint)
            return GraphAnswer.Success;
        var left = fields.Value is { } some ? endpoint.Fields.Except(some).ToHashSet(StringComparer.Ordinal) : [];
        if (left.Count == 0)
            await webhooks.Remove(call.App);
        else
            await store.SetFields(call.App.Id, left);
        return GraphAnswer.Success;
    }

    static GraphError? CheckObject(GraphRequest request) => request.Text("object") is null or Object
        ? null
        : GraphErrors.Parameter("object", $"must be {Object}");

    static GraphError ToError(Refusal refusal) => Handshake.HasFailed(refusal)
        ? new GraphError(2200, $"(#2200) Callback verification failed: {refusal.Detail}")
        : GraphErrors.Of(refusal);

    /// <summary>Null when the parameter is missing or empty.</summary>
    public static Checked<IReadOnlySet<string>?> Fields(GraphRequest request, string name)
    {
        var fields = request.List(name).ToHashSet(StringComparer.Ordinal);
        if (fields.Except(WebhookFields.All).FirstOrDefault() is { } unknown)
        {
            var shown = unknown.Length <= 100 ? unknown : unknown[..100];
            return GraphErrors.Parameter(
                name, $"must be names of fields: {string.Join(", ", WebhookFields.All.Order(StringComparer.Ordinal))}; \"{shown}\" is none");
        }

        return new Checked<IReadOnlySet<string>?>(fields.Count == 0 ? null : fields, null);
    }
}
