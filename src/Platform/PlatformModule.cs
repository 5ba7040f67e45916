using Charla.Conversations.Contracts;
using Charla.Entrances.Contracts;
using Charla.Kernel;
using Charla.Pages.Contracts;
using Charla.Platform.Edges;
using Charla.Platform.Graph;
using Charla.Platform.Linking;
using Charla.Platform.Messages;
using Charla.Platform.Portal;
using Charla.Platform.Utility;
using Charla.Platform.Webhooks;
using Microsoft.AspNetCore.Http;
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
            .AddSingleton<PersonaStore>()
            .AddSingleton<LabelStore>()
            .AddSingleton<ProfileStore>()
            .AddSingleton<AccountLinkStore>()
            .AddSingleton<AccountLinks>()
            .AddSingleton(services => new Sweep("account links", services.GetRequiredService<AccountLinkStore>().ForgetOld))
            .AddSingleton<ThreadMessages>()
            .AddSingleton<AttachmentStore>()
            .AddSingleton<MediaSource>()
            .AddSingleton<WireMessages>()
            .AddSingleton<DeveloperSupport>()
            .AddSingleton<ControlThreads>()
            .AddSingleton<TemplateStore>()
            .AddSingleton<MessageTemplates>()
            .AddFollower<CountedPersons>()
            .AddSingleton<GraphCallers>()
            .AddSingleton<GraphUsage>()
            .AddSingleton(Routes)
            .AddSingleton<GraphBatch>()
            .AddSingleton<GraphDoor>()
            .AddWebhooks();
        return host;
    }

    public static IEndpointRouteBuilder MapPlatform(this IEndpointRouteBuilder app)
    {
        GraphDoor.Map(app);
        Personas.MapPicture(app);
        LinkAccount.Map(app);
        GraphDocument.Map(app);
        app.MapPortal();
        TellEntrances(app.ServiceProvider);
        return app;
    }

    /// <summary>What the app that answers for a page set is shown to people; where none answers, the front desk speaks.</summary>
    static void TellEntrances(IServiceProvider services)
    {
        var (entries, profiles) = (services.GetRequiredService<AppEntries>(), services.GetRequiredService<ProfileStore>());
        entries.Ask = async (page, person) => page.IsDefaultAppListening
            ? ShownProfile.Of(await profiles.Of(page.Id, null), await profiles.Of(page.Id, person.Psid), person.Locale, person.Name)
            : null;
        entries.Sites = async page => page.IsDefaultAppListening ? ShownProfile.Sites(await profiles.Of(page.Id, null)) : [];
    }

    /// <summary>Answers who asks the bare address for several things of the Graph; false for everybody else.</summary>
    public static async Task<bool> AnswersAtRoot(HttpContext http)
    {
        if (!http.Request.Query.ContainsKey("ids"))
            return false;
        await GraphDoor.Answer(http);
        return true;
    }

    /// <summary>Every call that the Graph knows; each use case puts its own in.</summary>
    static GraphRoutes Routes(IServiceProvider services)
    {
        var routes = new GraphRoutes(
            services.GetRequiredService<GraphCallers>(),
            services.GetRequiredService<GraphUsage>(),
            services.GetRequiredService<PageDirectory>());
        Use<ReadPage>().Map(routes);
        Use<ReadProfile>().Map(routes);
        Use<SendToPerson>().Map(routes);
        services.GetRequiredService<DeveloperSupport>().Map(routes);
        Use<UploadAttachment>().Map(routes);
        Use<CheckPolicy>().Map(routes);
        services.GetRequiredService<ControlThreads>().Map(routes);
        Use<Personas>().Map(routes);
        Use<Labels>().Map(routes);
        Use<ReadConversations>().Map(routes);
        Use<ModerateConversations>().Map(routes);
        Use<MessengerProfile>().Map(routes);
        Use<ThreadSettings>().Map(routes);
        Use<ReadInsights>().Map(routes);
        services.GetRequiredService<MessageTemplates>().Map(routes);
        Use<Tokens>().Map(routes);
        Use<SmallCalls>().Map(routes);
        Use<UnlinkAccount>().Map(routes);
        Use<Subscriptions>().Map(routes);
        Use<SubscribedApps>().Map(routes);
        return routes;

        T Use<T>() => ActivatorUtilities.CreateInstance<T>(services);
    }
}
