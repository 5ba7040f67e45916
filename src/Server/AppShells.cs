namespace Charla.Server;

/// <summary>
/// The HTML files of the front end's apps, at the addresses people see. Nothing of a request is ever written into them.
/// </summary>
static class AppShells
{
    const string Policy =
        "default-src 'self'; img-src 'self' data: blob: https:; media-src 'self' blob:; connect-src 'self' ws: wss:; "
        + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public static void Map(IEndpointRouteBuilder app, bool isDevelopment)
    {
        Shell(app, "/m/{handle}", "chat.html");
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
