using Charla.Accounts.Contracts;
using Charla.Pages.Contracts;
using Charla.Platform;

namespace Charla.Server;

/// <summary>
/// What a bare address leads to: the page, where an installation has just one; the console, until somebody owns it or
/// when there are several.
/// </summary>
static class FrontDoor
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/", Handle).ExcludeFromDescription();
        app.MapGet("/favicon.ico", () => Results.Redirect("/icon.svg", permanent: true)).ExcludeFromDescription();
    }

    static async Task<IResult> Handle(HttpContext http, SetupLink setup, PageDirectory pages)
    {
        if (await PlatformModule.AnswersAtRoot(http))
            return Results.Empty;
        http.Response.Headers.CacheControl = "no-cache";
        return await setup.IsUsed() && await pages.All() is [var only]
            ? Results.Redirect($"/p/{only.Handle}")
            : Results.Redirect("/console/");
    }
}
