using Charla.Kernel;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Charla.Server.Https;

/// <summary>
/// HTTPS without a proxy: with <c>Https:Domain</c> the server listens on ports 80 and 443, answers on port 80 only the
/// authority's questions and where to go instead, and tells browsers to stay with HTTPS.
/// </summary>
static class OwnHttps
{
    const string Urls = "http://*:80;https://*:443";
    const string StayHere = "max-age=31536000";

    public static void Add(WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection("Https").Get<HttpsOptions>() ?? new HttpsOptions();
        if (options.Names.Count == 0 || HttpsOptions.Mistakes(builder.Configuration).Any())
            return;
        builder.Configuration["urls"] ??= Urls;
        builder.Configuration["PublicUrl"] ??= $"https://{options.Names[0]}";
        var folder = builder.Configuration["Storage:Folder"] ?? new StorageOptions().Folder;
        var file = new CertificateFile(Path.Combine(folder, "keys", "https"));
        builder.Services.Configure<HttpsOptions>(builder.Configuration.GetSection("Https"));
        builder.Services.AddSingleton(file).AddSingleton<AcmeChallenges>().AddHostedService<CertificateRenewal>();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https => Serve(https, file)));
    }

    /// <summary>Each connection gets the certificate of its moment; without one, none is made.</summary>
    static void Serve(HttpsConnectionAdapterOptions https, CertificateFile file)
    {
        https.ServerCertificateSelector = (_, _) => file.Certificate;
        https.OnAuthenticate = (_, tls) =>
        {
            if (file.Current is not { } current)
                return;
            tls.ServerCertificateContext = current;
            tls.ServerCertificateSelectionCallback = null;
        };
    }

    public static void Use(WebApplication app)
    {
        if (app.Services.GetService<AcmeChallenges>() is not { } challenges)
            return;
        app.Services.GetRequiredService<CertificateFile>().Load();
        var address = app.Configuration["PublicUrl"]!.TrimEnd('/');
        app.Use((http, next) =>
        {
            if (http.Request.IsHttps)
            {
                http.Response.Headers.StrictTransportSecurity = StayHere;
                return next(http);
            }

            if (http.Request.Path.StartsWithSegments(AcmeChallenges.Path, StringComparison.Ordinal, out var token))
                return Answer(http, challenges.Find(token.Value!.TrimStart('/')));
            http.Response.Redirect($"{address}{http.Request.Path}{http.Request.QueryString}", permanent: true, preserveMethod: true);
            return Task.CompletedTask;
        });
    }

    static Task Answer(HttpContext http, string? proof)
    {
        http.Response.StatusCode = proof is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
        http.Response.ContentType = "text/plain";
        return proof is null ? Task.CompletedTask : http.Response.WriteAsync(proof);
    }
}
