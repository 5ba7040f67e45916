using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Charla.Entrances;

/// <summary>Links, codes and sessions: how people come in, and what is counted there.</summary>
public static class EntrancesModule
{
    public static IHostApplicationBuilder AddEntrances(this IHostApplicationBuilder host) => host;

    public static IEndpointRouteBuilder MapEntrances(this IEndpointRouteBuilder app) => app;
}
