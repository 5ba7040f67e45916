using System.Text.Json.Nodes;
using Charla.Accounts.Contracts;
using Charla.Platform.Graph;

namespace Charla.Platform.Webhooks;

/// <summary><c>/{page-id}/subscribed_apps</c>: the token's app is told of the page, or no longer.</summary>
sealed class SubscribedApps(WebhookStore store, WebhookSettings webhooks, Apps apps)
{
    const string Edge = "subscribed_apps";

    public void Map(GraphRoutes routes)
    {
        routes.OnPage("GET", Edge, List);
        routes.OnPage("POST", Edge, Subscribe);
        routes.OnPage("DELETE", Edge, Unsubscribe);
    }

    async Task<GraphAnswer> List(PageCall call)
    {
        var data = new JsonArray();
        foreach (var subscriber in await store.Of(call.Page.Id))
        {
            if (await apps.Find(subscriber.App) is not { } app)
                continue;
            data.Add(new JsonObject
            {
                ["category"] = "Business",
                ["link"] = call.Request.Absolute("/"),
                ["name"] = app.Name,
                ["id"] = app.AppId,
                ["subscribed_fields"] = new JsonArray([.. subscriber.Fields.Order(StringComparer.Ordinal).Select(field => (JsonNode)field)]),
            });
        }

        return new JsonObject { ["data"] = data };
    }

    async Task<GraphAnswer> Subscribe(PageCall call)
    {
        var fields = Subscriptions.Fields(call.Request, "subscribed_fields");
        if (fields.Error is { } unknown)
            return unknown;
        await webhooks.Subscribe(call.App, fields.Value);
        return GraphAnswer.Success;
    }

    async Task<GraphAnswer> Unsubscribe(PageCall call)
    {
        await webhooks.Unsubscribe(call.App);
        return GraphAnswer.Success;
    }
}
