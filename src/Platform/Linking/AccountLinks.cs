using System.Text.Json.Nodes;
using Charla.Platform.Webhooks;

namespace Charla.Platform.Linking;

/// <summary>A person logs in at the business's own site, or out; the app that asked for it hears of it.</summary>
sealed class AccountLinks(AccountLinkStore store, DirectEvents events)
{
    /// <summary>False when the visit ended before.</summary>
    public Task<bool> Link(Visit visit, string @return, string authorizationCode) => events.Tell(
        visit.Page,
        visit.Person,
        WebhookFields.AccountLinking,
        visit.App,
        (connection, transaction) => store.Link(connection, transaction, visit, @return),
        now => Body(visit, now, new JsonObject { ["status"] = "linked", ["authorization_code"] = authorizationCode }));

    /// <summary>False when the person was not logged in.</summary>
    public Task<bool> Unlink(Visit visit) => events.Tell(
        visit.Page,
        visit.Person,
        WebhookFields.AccountLinking,
        visit.App,
        (connection, transaction) => AccountLinkStore.Unlink(connection, transaction, visit),
        now => Body(visit, now, new JsonObject { ["status"] = "unlinked" }));

    static string Body(Visit visit, DateTimeOffset now, JsonObject value) =>
        WireEvents.Body(visit.Page, visit.Person, now, "account_linking", value);
}
