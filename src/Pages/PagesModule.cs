using Charla.Kernel;
using Charla.Pages.Contracts;
using Charla.Pages.Public;
using Microsoft.AspNetCore.Builder;
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
        host.Services.AddSingleton<PageStore>().AddSingleton<NewPage>();
        host.Services.AddSingleton<UsualReplies>().AddSingleton<PageQuestions>();
        host.Services.AddSingleton(services => new PageDirectory(services.GetRequiredService<PageStore>()));
        host.Services.AddSingleton(services =>
            new DefaultApps(services.GetRequiredService<PageStore>(), services.GetRequiredService<TimeProvider>()));
        host.Services.AddSingleton(services => new PagePictures(services.GetRequiredService<PageStore>()));
        host.Services.AddSingleton(services => new SandboxPages(services.GetRequiredService<NewPage>()));
        host.Services.AddSingleton(services => new SamplePages(
            services.GetRequiredService<NewPage>(),
            services.GetRequiredService<PageStore>(),
            services.GetRequiredService<TimeProvider>()));
        return host;
    }

    public static IEndpointRouteBuilder MapPages(this IEndpointRouteBuilder app)
    {
        ReadMe.Map(app);
        CreatePage.Map(app);
        CreatePageAsOperator.Map(app);
        CheckHandle.Map(app);
        var page = app.MapGroup("/api/pages/{page}").RequirePage();
        ReadPage.Map(page);
        ChangePage.Map(page);
        SetPicture.Map(page);
        ReplaceTokens.Map(page);
        ShowPicture.Map(app);
        ShowPage.Map(app);
        return app;
    }
}
