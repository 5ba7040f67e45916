using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Charla.People;

/// <summary>Persons and their page-scoped ids, profiles, devices and consent.</summary>
public static class PeopleModule
{
    public static IHostApplicationBuilder AddPeople(this IHostApplicationBuilder host) => host;

    public static IEndpointRouteBuilder MapPeople(this IEndpointRouteBuilder app) => app;
}
