using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Charla.Inbox.Push;

/// <summary>A member wants to be told in this browser, or no longer.</summary>
static class SubscribePush
{
    public sealed record Keys(string? P256dh, string? Auth);

    public sealed record Request(string? Endpoint, Keys? Keys);

    public sealed record RemoveRequest(string? Endpoint);

    public static void Map(IEndpointRouteBuilder push)
    {
        push.MapGet("/key", (PushKeys keys) => TypedResults.Ok(new { key = keys.Public }));
        push.MapPost("/subscriptions", Add);
        push.MapDelete("/subscriptions", Remove);
    }

    static async Task<IResult> Add(Request request, Actor actor, InboxStore store, OutboundGuard guard)
    {
        var subscription = PushSubscription.Of(
            request.Endpoint, request.Keys?.P256dh, request.Keys?.Auth, actor.Member!.Value, guard);
        if (!subscription.IsAccepted)
            return subscription.Refusal.ToHttp();
        await store.Save(actor.Business, subscription.Value);
        return TypedResults.Ok(new { endpoint = subscription.Value.Endpoint });
    }

    static async Task<IResult> Remove([FromBody] RemoveRequest request, Actor actor, InboxStore store)
    {
        if (request.Endpoint is not { } endpoint)
            return Refusal.Invalid("endpoint", "endpoint is missing.").ToHttp();
        await store.Remove(actor.Business, actor.Member!.Value, endpoint);
        return TypedResults.Ok(new { endpoint });
    }
}
