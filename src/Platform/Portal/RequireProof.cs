using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.Platform.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Platform.Portal;

/// <summary>
/// Whether each call with the app's page token must come with <c>appsecret_proof</c>: then a token that leaked is of no
/// use without the secret.
/// </summary>
static class RequireProof
{
    internal sealed record Request(bool? Required);

    public static void Map(IEndpointRouteBuilder app) => app.MapPut("/proof", Handle);

    static async Task<IResult> Handle(
        Request request, HttpContext http, Actor actor, Apps apps, WebhookStore webhooks, DeliveryLog log, AuditLog audit)
    {
        if (request.Required is not { } required)
            return Refusal.Invalid("required", "required is true or false.").ToHttp();
        var app = http.App();
        await apps.RequireProof(app.Id, required);
        await audit.Record(actor.Business, actor.Id, required ? "proof.required" : "proof.waived", app.AppId);
        return TypedResults.Ok(await ListApps.View(app with { RequiresProof = required }, webhooks, log));
    }
}
