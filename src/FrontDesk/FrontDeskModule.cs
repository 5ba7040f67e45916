using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Charla.FrontDesk;

/// <summary>Automatic answers: greeting, starters, instant and away replies.</summary>
public static class FrontDeskModule
{
    public static IHostApplicationBuilder AddFrontDesk(this IHostApplicationBuilder host) => host;

    public static IEndpointRouteBuilder MapFrontDesk(this IEndpointRouteBuilder app) => app;
}
