using Charla.Accounts.Contracts;
using Charla.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Charla.Pages.Contracts;

/// <summary>Endpoints under <c>{page}</c>: the page must be the actor's to see.</summary>
public static class PageGate
{
    /// <summary>
    /// Lets a request pass whose route value <c>page</c> is a page of the actor's business; every other page is as
    /// good as missing.
    /// </summary>
    public static RouteGroupBuilder RequirePage(this RouteGroupBuilder routes) => routes.AddGate(async http =>
    {
        if (http.Actor() is not { } actor)
            return Refusal.Unauthenticated;
        if (await Visible(http, actor, http.GetRouteValue("page") as string) is not { } page)
            return Refusal.NotFound;
        http.Features.Set(page);
        return null;
    });

    /// <summary>The page of the route, behind <see cref="RequirePage"/>.</summary>
    public static Page Page(this HttpContext http) =>
        http.Features.Get<Page>() ?? throw new InvalidOperationException("The endpoint lacks RequirePage.");

    /// <summary>The page when the actor may see it: for hubs, which have no route.</summary>
    public static async ValueTask<Page?> Visible(HttpContext http, Actor actor, string? id) =>
        PageId.TryParse(id, null, out var page)
        && actor.Kind != ActorKind.Operator
        && (actor.OnlyPage is null || actor.OnlyPage == page)
        && await http.RequestServices.GetRequiredService<PageDirectory>().Find(page) is { } found
        && found.Business == actor.Business
            ? found
            : null;
}
