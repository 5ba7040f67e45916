using Charla.Kernel;
using Charla.Pages.Contracts;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Charla.Pages;

/// <summary>A business's public page: handle, profile, hours and holidays, languages, look.</summary>
public static class PagesModule
{
    public static IHostApplicationBuilder AddPages(this IHostApplicationBuilder host)
    {
        host.Services.AddSchema(typeof(PagesModule).Assembly);
        host.Services.AddSingleton<PageStore>().AddSingleton<UsualReplies>();
        host.Services.AddSingleton(services => new PageDirectory(services.GetRequiredService<PageStore>()));
        return host;
    }

    public static IEndpointRouteBuilder MapPages(this IEndpointRouteBuilder app) => app;
}
