using Charla.Accounts.Contracts;
using Charla.Kernel.Http;
using Charla.Pages.Contracts;
using Charla.Platform.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Platform.Portal;

/// <summary>An app gets another name, or goes with its keys, its webhook and what was logged of it.</summary>
static class ChangeApp
{
    internal sealed record Request(string? Name);

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPatch("", Rename).RequireMember();
        app.MapDelete("", Remove).RequireMember();
    }

    static async Task<IResult> Rename(
        Request request, HttpContext http, Actor actor, Apps apps, WebhookStore webhooks, DeliveryLog log, AuditLog audit)
    {
        if (PlainText.Check("name", request.Name, MakeApp.LongestName, atLeast: 1) is { } refusal)
            return refusal.ToHttp();
        var (app, name) = (http.App(), request.Name!.Trim());
        await apps.Rename(app.Id, name);
        await audit.Record(actor.Business, actor.Id, "app.renamed", app.AppId, name);
        return TypedResults.Ok(await ListApps.View(app with { Name = name }, webhooks, log));
    }

    static async Task<IResult> Remove(
        HttpContext http, Actor actor, Apps apps, WebhookSettings settings, DefaultApps defaults, DeliveryLog log, AuditLog audit)
    {
        var app = http.App();
        await settings.Remove(app);
        await settings.Unsubscribe(app);
        await defaults.Remove(app.Page, app.AppId);
        await apps.Remove(app.Id);
        await log.Remove(app.Page, app.Id);
        await audit.Record(actor.Business, actor.Id, "app.removed", app.AppId, app.Name);
        return TypedResults.Ok(new { app.AppId });
    }
}
