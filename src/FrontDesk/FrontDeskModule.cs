using Charla.Accounts.Contracts;
using Charla.Conversations.Contracts;
using Charla.FrontDesk.Contracts;
using Charla.Kernel;
using Charla.Pages.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Charla.FrontDesk;

/// <summary>Automatic answers: greeting, starters, instant and away replies.</summary>
public static class FrontDeskModule
{
    public static IHostApplicationBuilder AddFrontDesk(this IHostApplicationBuilder host)
    {
        host.Services
            .AddSchema(typeof(FrontDeskModule).Assembly)
            .AddSingleton<DeskStore>()
            .AddSingleton<DeskVoice>()
            .AddSingleton<ReplyTimes>()
            .AddSingleton(services => new DeskDirectory(
                services.GetRequiredService<DeskStore>(), services.GetRequiredService<DeskVoice>()))
            .AddFollower<AnswerByItself>()
            .AddFollower<MeasureReplies>();
        return host;
    }

    public static IEndpointRouteBuilder MapFrontDesk(this IEndpointRouteBuilder app)
    {
        TellPages(app.ServiceProvider);
        ListTrades.Map(app.MapGroup("/api/desk").RequireActor());
        var desk = app.MapGroup("/api/desk/{page}").RequirePage();
        ReadDesk.Map(desk);
        SaveDesk.Map(desk);
        ReadUsualReply.Map(desk);
        return app;
    }

    /// <summary>Public pages show what the desk knows.</summary>
    static void TellPages(IServiceProvider services)
    {
        var times = services.GetRequiredService<ReplyTimes>();
        services.GetRequiredService<UsualReplies>().Ask = async page => (await times.Of(page)).Median;
        var (pages, desks) = (services.GetRequiredService<PageDirectory>(), services.GetRequiredService<DeskDirectory>());
        services.GetRequiredService<PageQuestions>().Ask = async (id, language) =>
            await pages.Find(id) is { } page ? await desks.Questions(page, language) : [];
    }
}
