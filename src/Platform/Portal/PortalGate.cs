using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Pages.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Charla.Platform.Portal;

/// <summary>Endpoints of one app of a page.</summary>
static class PortalGate
{
    /// <summary>Lets a request pass whose route value <c>app</c> is an app of the route's page.</summary>
    public static RouteGroupBuilder RequireApp(this RouteGroupBuilder routes) => routes.AddGate(async http =>
    {
        if (!Ids.TryParse(http.GetRouteValue("app") as string, out var id)
            || await http.RequestServices.GetRequiredService<Apps>().Find(id) is not { } app
            || app.Page != http.Page().Id)
        {
            return Refusal.NotFound;
        }

        http.Features.Set(app);
        return null;
    });

    /// <summary>The app of the route, behind <see cref="RequireApp"/>.</summary>
    public static AppIdentity App(this HttpContext http) =>
        http.Features.Get<AppIdentity>() ?? throw new InvalidOperationException("The endpoint lacks RequireApp.");
}
