using System.Globalization;
using System.Text.Json.Nodes;
using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.Pages.Contracts;
using Charla.Platform.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Platform.Messenger;

/// <summary>
/// Connects a page with a page on Messenger, or ends it. The token is tried at once, and the app there is told to send
/// what happens to this server; nothing is kept if either fails.
/// </summary>
static class ConnectMessenger
{
    const string Messenger = "https://graph.facebook.com/v23.0";

    /// <summary>What must be known here of the page there.</summary>
    const string Fields =
        "messages,message_echoes,messaging_postbacks,messaging_referrals,message_deliveries,message_reads,message_reactions,message_edits,standby";

    static readonly HashSet<string> None = [];

    /// <param name="GraphUrl">The Graph of Messenger unless told: another server that speaks the same will do.</param>
    /// <param name="AppId">Of the app there that the token belongs to.</param>
    /// <param name="Subscribe">False for an app whose callback is to stay as it is; then whoever runs it sets it by hand.</param>
    internal sealed record Request(string? GraphUrl, string? PageAccessToken, string? AppId, string? AppSecret, bool? Subscribe);

    public static void Map(IEndpointRouteBuilder page)
    {
        page.MapGet("/messenger", Look);
        page.MapPut("/messenger", Connect).RequireMember();
        page.MapDelete("/messenger", Disconnect).RequireMember();
    }

    static async Task<IResult> Look(HttpContext http, ConnectedPages connections, WebhookStore webhooks, DeliveryLog log, Origin origin) =>
        TypedResults.Ok(await View(http.Page().Id, connections, webhooks, log, origin));

    static async Task<IResult> Connect(
        Request request,
        HttpContext http,
        Actor actor,
        ConnectedPages connections,
        MessengerGraph graph,
        WebhookStore webhooks,
        WebhookSender sender,
        DeliveryLog log,
        Origin origin,
        AuditLog audit,
        TimeProvider clock)
    {
        var page = http.Page().Id;
        if (Check(request, graph) is { } wrong)
            return wrong.ToHttp();
        var before = await connections.Of(page);
        var wanted = new ConnectedPage(
            page, before?.Id ?? Ids.NewNumber(), "", "", new Uri(request.GraphUrl ?? Messenger), request.PageAccessToken!.Trim(),
            request.AppId!, request.AppSecret!.Trim(), before?.VerifyToken ?? Ids.NewSecret(), clock.GetUtcNow());
        var me = await graph.Get(wanted, "me?fields=id,name", http.RequestAborted);
        if (me.Body?["id"]?.ToString() is not { Length: > 0 } number || !me.IsAccepted)
            return Refused("page_access_token", me).ToHttp();
        var connected = wanted with { MessengerPage = number, Name = me.Body["name"]?.ToString() ?? number };
        await connections.Set(connected);
        if (request.Subscribe != false && await Subscribe(connected, graph, origin, http.RequestAborted) is { } refusal)
        {
            await (before is null ? connections.Remove(page) : connections.Set(before));
            return refusal.ToHttp();
        }

        await webhooks.Set(new WebhookEndpoint(connected.Id, connected.At("me/messages"), "", None, null, null));
        await webhooks.Subscribe(page, connected.Id, None);
        await sender.Wake(page, connected.Id);
        await audit.Record(actor.Business, actor.Id, "messenger.connected", page.ToString(), connected.MessengerPage);
        return TypedResults.Ok(await View(page, connections, webhooks, log, origin));
    }

    static async Task<IResult> Disconnect(
        HttpContext http,
        Actor actor,
        ConnectedPages connections,
        MessengerGraph graph,
        WebhookStore webhooks,
        DeliveryStore deliveries,
        WebhookSender sender,
        AuditLog audit)
    {
        var page = http.Page().Id;
        if (await connections.Of(page) is not { } connected)
            return Refusal.NotFound.ToHttp();
        await connections.Remove(page);
        await webhooks.Unsubscribe(page, connected.Id);
        await webhooks.Remove(connected.Id);
        await deliveries.GiveUp(page, connected.Id);
        await sender.Wake(page, connected.Id);
        await graph.Delete(connected, "me/subscribed_apps", http.RequestAborted); // Whatever it answers: nothing is taken from there any more.
        await audit.Record(actor.Business, actor.Id, "messenger.disconnected", page.ToString(), connected.MessengerPage);
        return TypedResults.NoContent();
    }

    static Refusal? Check(Request request, MessengerGraph graph) =>
        request.GraphUrl is { } url && !(graph.Allows(url) && url.IndexOfAny(['?', '#']) < 0)
            ? Refusal.Invalid("graph_url", "graph_url is a public https address without a query.")
            : PlainText.Check("page_access_token", request.PageAccessToken ?? "", atLeast: 1, atMost: 1000)
                ?? PlainText.Check("app_secret", request.AppSecret ?? "", atLeast: 1, atMost: 200)
                ?? (request.AppId is { Length: > 0 and <= 20 } id && id.All(char.IsAsciiDigit)
                    ? null
                    : Refusal.Invalid("app_id", "app_id is the number of the app that the token belongs to."));

    /// <summary>Null when the app there will tell this server what happens on the page.</summary>
    static async Task<Refusal?> Subscribe(ConnectedPage connected, MessengerGraph graph, Origin origin, CancellationToken cancel)
    {
        var told = await graph.PostAsApp(connected, $"{connected.AppId}/subscriptions", new JsonObject
        {
            ["object"] = "page",
            ["callback_url"] = origin.Value + ConnectedPage.Callback(connected.Page),
            ["verify_token"] = connected.VerifyToken,
            ["fields"] = Fields,
        }.ToJsonString(), cancel);
        if (!told.IsAccepted)
            return Refused("app_secret", told);
        var subscribed = await graph.Post(
            connected, "me/subscribed_apps", new JsonObject { ["subscribed_fields"] = Fields }.ToJsonString(), cancel);
        return subscribed.IsAccepted ? null : Refused("page_access_token", subscribed);
    }

    static Refusal Refused(string field, GraphReply reply) =>
        new("messenger.refused", $"Messenger refused it: {reply.Reason}", RefusalKind.Invalid, field);

    static async Task<object> View(PageId page, ConnectedPages connections, WebhookStore webhooks, DeliveryLog log, Origin origin)
    {
        if (await connections.Of(page) is not { } connected)
            return new { connected = false };
        var endpoint = await webhooks.Endpoint(connected.Id);
        var (waiting, givenUp) = await log.Counts(page, connected.Id);
        return new
        {
            connected = true,
            connection_id = connected.Id.ToString(CultureInfo.InvariantCulture),
            messenger_page = new { id = connected.MessengerPage, name = connected.Name },
            graph_url = connected.Graph.AbsoluteUri,
            app_id = connected.AppId,
            callback_url = origin.Value + ConnectedPage.Callback(page),
            verify_token = connected.VerifyToken,
            connected.ConnectedAt,
            state = endpoint?.PausedAt is null ? "live" : "paused",
            failing_since = await webhooks.FailingSince(connected.Id),
            waiting,
            given_up = givenUp,
        };
    }
}
