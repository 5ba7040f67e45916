using System.IO.Compression;
using Scalar.AspNetCore;

namespace Charla.Server;

/// <summary>
/// The reference of both APIs with a way to try them, all of it from this server. The reference writes its own styles
/// into the page, so inline styles are allowed here; scripts are files, as everywhere.
/// </summary>
static class ApiReference
{
    const string Address = "/developers/reference";
    const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    const string Html =
        """
        <!doctype html>
        <html lang="en">
          <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>API reference · Charla</title>
            <link rel="icon" href="/icon.svg">
          </head>
          <body>
            <div id="reference"></div>
            <script src="/developers/reference/scalar.js"></script>
            <script src="/developers/reference/start.js"></script>
          </body>
        </html>
        """;

    const string Start =
        """
        Scalar.createApiReference("#reference", {
          sources: [
            { title: "Graph, for programs made for Messenger", slug: "graph", url: "/openapi/graph.json", default: true },
            { title: "Charla's own API", slug: "charla", url: "/openapi/v1.json" },
          ],
          authentication: { preferredSecurityScheme: "page_access_token" },
          hideModels: true,
          withDefaultFonts: false,
          telemetry: false,
          hideClientButton: true,
          showDeveloperTools: "never",
          agent: { disabled: true },
          mcp: { disabled: true },
          documentDownloadType: "json",
        });
        """;

    public static void Map(IEndpointRouteBuilder app)
    {
        var reference = app.MapGroup(Address).ExcludeFromDescription();
        reference.MapGet("", (HttpContext http) =>
        {
            http.Response.Headers.ContentSecurityPolicy = Policy;
            http.Response.Headers.CacheControl = "no-cache";
            return Results.Text(Html, "text/html; charset=utf-8");
        });
        reference.MapGet("/start.js", () => Results.Text(Start, "text/javascript; charset=utf-8"));
        reference.MapGet("/scalar.js", Script);
    }

    /// <summary>The package holds it compressed, and most browsers take it so.</summary>
    static IResult Script(HttpContext http)
    {
        var packed = typeof(ScalarOptions).Assembly.GetManifestResourceStream("ScalarStaticAssets.scalar.js")!;
        http.Response.Headers.CacheControl = "public, max-age=3600";
        http.Response.Headers.Vary = "Accept-Encoding";
        if (!http.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
            return Results.Stream(new GZipStream(packed, CompressionMode.Decompress), "text/javascript; charset=utf-8");
        http.Response.Headers.ContentEncoding = "gzip";
        return Results.Stream(packed, "text/javascript; charset=utf-8");
    }
}
