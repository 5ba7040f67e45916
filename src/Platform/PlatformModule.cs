using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Pages.Contracts;
using Charla.Platform.Edges;
using Charla.Platform.Graph;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Charla.Platform;

/// <summary>The open platform: programs written for Messenger work here by another base address.</summary>
public static class PlatformModule
{
    public static IHostApplicationBuilder AddPlatform(this IHostApplicationBuilder host)
    {
        host.Services.AddOptions<GraphOptions>().BindConfiguration("Platform").ValidateDataAnnotations().ValidateOnStart();
        host.Services
            .AddSchema(typeof(PlatformModule).Assembly)
            .AddSingleton<GraphCallers>()
            .AddSingleton<GraphUsage>()
            .AddSingleton(Routes)
            .AddSingleton<GraphBatch>()
            .AddSingleton<GraphDoor>();
        return host;
    }

    public static IEndpointRouteBuilder MapPlatform(this IEndpointRouteBuilder app)
    {
        app.ServiceProvider.GetRequiredService<GraphDoor>().Map(app);
        return app;
    }

    /// <summary>Every call that the Graph knows; each use case puts its own in.</summary>
    static GraphRoutes Routes(IServiceProvider services)
    {
        var routes = new GraphRoutes(
            services.GetRequiredService<GraphCallers>(),
            services.GetRequiredService<GraphUsage>(),
            services.GetRequiredService<PageDirectory>());
        Use<SendToPerson>().Map(routes);
        return routes;

        T Use<T>() => ActivatorUtilities.CreateInstance<T>(services);
    }
}
