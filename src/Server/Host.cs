using Charla.Accounts.Contracts;
using Charla.Entrances;
using Charla.Kernel;
using Charla.Kernel.Storage;
using Charla.Server.Cluster;
using Charla.Server.Https;

namespace Charla.Server;

/// <summary>What the host itself adds: the silo, static files, errors, health, figures, and the store made ready.</summary>
static class Host
{
    const long MaxBody = 1 << 20;
    const int MaxHeaders = 32 << 10;

    /// <summary>The program's own files lie beside it, wherever it is started from.</summary>
    public static WebApplicationOptions Options(string[] args) =>
        new() { Args = args, ContentRootPath = AppContext.BaseDirectory };

    public static IHostApplicationBuilder AddHost(this WebApplicationBuilder builder, string[] args)
    {
        builder.Configuration
            .AddJsonFile(Path.GetFullPath("appsettings.json"), optional: true)
            .AddEnvironmentVariables("CHARLA__")
            .AddCommandLine(args);
        Logs.Add(builder);
        OwnHttps.Add(builder);
        builder.AddMembership();
        builder.Services.AddSingleton<Sweeper>().AddHostedService(services => services.GetRequiredService<Sweeper>());
        if (!builder.Environment.IsDevelopment())
            builder.WebHost.UseStaticWebAssets();
        builder.WebHost.UseUrls(Settings.Urls(builder.Configuration)).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBody;
            kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeaders;
        });
        if (builder.Configuration.GetValue<bool>("Testing:Clock"))
            builder.Services.AddSingleton<TimeProvider, MovableClock>();
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        Telemetry.Add(builder);
        return builder;
    }

    public static void UseHost(this WebApplication app)
    {
        Proxies.Use(app);
        OwnHttps.Use(app);
        Telemetry.Use(app);
        app.UseErrors();
        app.Use((http, next) =>
        {
            http.Response.Headers.XContentTypeOptions = "nosniff";
            http.Response.Headers["Referrer-Policy"] = "no-referrer";
            if (http.Request.Path.StartsWithSegments("/app/assets", StringComparison.Ordinal))
                http.Response.OnStarting(KeepForEver, http.Response);
            return next(http);
        });
        app.UseRouting();
        app.UseOneCharset();
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(20), KeepAliveTimeout = TimeSpan.FromSeconds(30) });
    }

    /// <summary>The names of built assets hold a hash of their content.</summary>
    static Task KeepForEver(object response)
    {
        if (response is HttpResponse { StatusCode: StatusCodes.Status200OK } found)
            found.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Task.CompletedTask;
    }

    public static void MapHost(this IEndpointRouteBuilder app)
    {
        var web = (WebApplication)app;
        Health.Map(app);
        MoveClock.Map(app);
        SandboxClock.Map(app);
        Nothing.Map(app, web.Configuration);
        FrontDoor.Map(app);
        AppShells.Map(app, web.Environment.IsDevelopment());
        ApiReference.Map(app);
        app.MapOpenApi();
        app.MapPrometheusScrapingEndpoint();
        app.MapStaticAssets();
    }

    public static async Task PrepareStore(this WebApplication app)
    {
        var database = app.Services.GetRequiredService<Database>();
        await SchemaRunner.Run(
            database,
            app.Services.GetServices<SchemaSource>().Select(source => source.Module),
            app.Services.GetRequiredService<TimeProvider>());
        await FolderMark.Set(database);
    }

    /// <summary>
    /// Says where the server is, and, until somebody owns it, the one link that makes them its owner. The demo fills in
    /// the sample first and gives the link of its owner.
    /// </summary>
    public static void GreetOnStart(this WebApplication app, bool isDemo) =>
        app.Lifetime.ApplicationStarted.Register(() => _ = Greet(app, isDemo));

    static async Task Greet(WebApplication app, bool isDemo)
    {
        var address = app.Configuration["PublicUrl"] ?? app.Urls.First().Replace("[::]", "localhost", StringComparison.Ordinal);
        await Console.Out.WriteLineAsync($"Charla is ready: {address}");
        var path = isDemo
            ? await EntrancesModule.SeedDemo(app.Services)
            : await app.Services.GetRequiredService<SetupLink>().Issue();
        if (path is not null)
        {
            var words = isDemo ? "Come in as the owner of the sample" : "Set it up here";
            await Console.Out.WriteLineAsync($"{words}, once: {address.TrimEnd('/')}{path}");
        }
    }
}
