using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Charla.Pages;

/// <summary>A business's public page: handle, profile, hours and holidays, languages, look.</summary>
public static class PagesModule
{
    public static IHostApplicationBuilder AddPages(this IHostApplicationBuilder host) => host;

    public static IEndpointRouteBuilder MapPages(this IEndpointRouteBuilder app) => app;
}
