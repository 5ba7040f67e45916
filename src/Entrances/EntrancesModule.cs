using Charla.Conversations.Contracts;
using Charla.Entrances.Contracts;
using Charla.Kernel;
using Charla.Pages.Contracts;
using Charla.People.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Charla.Entrances;

/// <summary>Links, codes and sessions: how people come in, and what is counted there.</summary>
public static class EntrancesModule
{
    public static IHostApplicationBuilder AddEntrances(this IHostApplicationBuilder host)
    {
        host.Services
            .AddSchema(typeof(EntrancesModule).Assembly)
            .AddSingleton<EntranceStore>()
            .AddSingleton<AppEntries>()
            .AddSingleton<Sessions>()
            .AddSingleton<ShowCode.Drawer>()
            .AddFollower<CountStarts>();
        return host;
    }

    public static IEndpointRouteBuilder MapEntrances(this IEndpointRouteBuilder app)
    {
        OpenSession.Map(app);
        ReadSession.Map(app.MapGroup("/api/chat").RequirePerson());
        ShowCode.Map(app);
        ShowDeviceCode.Map(app);
        ShowTextCode.Map(app);
        var entrances = app.MapGroup("/api/entrances/{page}").RequirePage();
        ListEntrances.Map(entrances);
        AddEntrance.Map(entrances);
        RenameEntrance.Map(entrances);
        RemoveEntrance.Map(entrances);
        return app;
    }

    /// <summary>
    /// Fills the installation with a made-up bakery, once. Gives the path by which the bakery's owner comes in; null when
    /// the owner did already. Call it when the server runs.
    /// </summary>
    public static Task<string?> SeedDemo(IServiceProvider services) =>
        ActivatorUtilities.CreateInstance<Demo>(services).Seed();
}
