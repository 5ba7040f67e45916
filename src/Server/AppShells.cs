using Charla.Entrances.Contracts;
using Charla.Kernel.Http;
using Charla.Kernel.Storage;
using Charla.Pages.Contracts;

namespace Charla.Server;

/// <summary>
/// The HTML files of the front end's apps, at the addresses people see. Nothing of a request is ever written into them.
/// </summary>
static class AppShells
{
    const string Usual =
        "default-src 'self'; img-src 'self' data: blob: https:; media-src 'self' blob:; connect-src 'self' ws: wss:; "
        + "object-src 'none'; base-uri 'none'; form-action 'self'";

    const string Policy = $"{Usual}; frame-ancestors 'none'";

    /// <summary>For the console, which shows the chat beside what apps are told; nobody else may put it into a frame.</summary>
    const string InConsole = $"{Usual}; frame-ancestors 'self'";

    public static void Map(IEndpointRouteBuilder app, bool isDevelopment)
    {
        Chat(app);
        Shell(app, "/c/{code}", "chat.html");
        Shell(app, "/console/{**path}", "console.html");
        app.MapGet("/console/sw.js", (HttpContext http, IWebHostEnvironment host) => Script(http, host, "sw.js"))
            .ExcludeFromDescription();
        if (isDevelopment)
            Shell(app, "/dev/parts", "parts.html");
    }

    static void Shell(IEndpointRouteBuilder app, string pattern, string file) => app.MapGet(pattern, (HttpContext http, IWebHostEnvironment host) =>
    {
        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers.CacheControl = "no-cache";
        return Send(host, file, "text/html; charset=utf-8");
    }).ExcludeFromDescription();

    /// <summary>Pages of the sites that the page's app named open in a frame, and no others.</summary>
    static void Chat(IEndpointRouteBuilder app) => app.MapGet(
        "/m/{handle}",
        async (string handle, HttpContext http, IWebHostEnvironment host, PageDirectory pages, AppEntries entries) =>
        {
            var sites = await SitesOf(handle, pages, entries);
            var policy = http.Request.Query["in"] == "console" ? InConsole : Policy;
            http.Response.Headers.ContentSecurityPolicy = sites.Count == 0 ? policy : $"{policy}; frame-src {string.Join(' ', sites)}";
            http.Response.Headers.CacheControl = "no-cache";
            return Send(host, "chat.html", "text/html; charset=utf-8");
        }).ExcludeFromDescription();

    /// <summary>The chat opens and says what is wrong also when the store does not answer.</summary>
    static async Task<IReadOnlyList<string>> SitesOf(string handle, PageDirectory pages, AppEntries entries)
    {
        try
        {
            return PlainText.IsWellFormed(handle) && await pages.FindByHandle(handle) is { } page ? await entries.Sites(page) : [];
        }
        catch (Exception error) when (StoreErrors.ToRefusal(error) is not null)
        {
            return [];
        }
    }

    static IResult Script(HttpContext http, IWebHostEnvironment host, string file)
    {
        http.Response.Headers.CacheControl = "no-cache";
        return Send(host, file, "text/javascript; charset=utf-8");
    }

    static IResult Send(IWebHostEnvironment host, string file, string type)
    {
        var found = host.WebRootFileProvider.GetFileInfo("app/" + file);
        return found.Exists
            ? Results.Stream(found.CreateReadStream(), type)
            : Results.Text("The front end was not built: run dotnet build without -p:BuildWeb=false.", statusCode: 503);
    }
}
