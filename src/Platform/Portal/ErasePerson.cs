using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.Pages.Contracts;
using Charla.People.Contracts;
using Charla.Platform.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Platform.Portal;

/// <summary>Takes a person out of the log and the queue of webhooks: what was told of them, and what still would be.</summary>
static class ErasePerson
{
    public static void Map(IEndpointRouteBuilder page) => page.MapDelete("/persons/{psid}/deliveries", Handle);

    static async Task<IResult> Handle(
        string psid, HttpContext http, Actor actor, PersonDirectory persons, DeliveryLog log, WebhookSender sender, AuditLog audit)
    {
        var page = http.Page().Id;
        if (!Psid.TryParse(psid, null, out var person) || await persons.Find(page, person) is null)
            return Refusal.NotFound.ToHttp();
        var erased = await log.Erase(page, person);
        foreach (var app in erased.Keys)
            await sender.Wake(page, app);
        await audit.Record(actor.Business, actor.Id, "webhook.person_erased", psid);
        return TypedResults.Ok(new { count = erased.Values.Sum() });
    }
}
