using Charla.Accounts.Contracts;
using Charla.Conversations.Attachments;
using Charla.Conversations.Cluster;
using Charla.Conversations.Contracts;
using Charla.Conversations.Live;
using Charla.Kernel;
using Charla.People.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Charla.Conversations;

/// <summary>The heart: rules, journal, homes, live delivery, attachments, followers.</summary>
public static class ConversationsModule
{
    public static IHostApplicationBuilder AddConversations(this IHostApplicationBuilder host)
    {
        host.Services
            .AddSchema(typeof(ConversationsModule).Assembly)
            .AddSingleton<ConversationStore>()
            .AddSingleton<FollowerStore>()
            .AddSingleton<Homes>()
            .AddHostedService(services => services.GetRequiredService<Homes>())
            .AddHostedService<Checkpointer>()
            .AddSingleton<LiveChannels>()
            .AddSingleton<Leaving>()
            .AddHostedService(services => services.GetRequiredService<Leaving>())
            .AddSingleton(services => new ConversationDoor(
                services.GetRequiredService<Homes>(),
                services.GetRequiredService<ConversationStore>(),
                services.GetRequiredService<LiveChannels>(),
                services.GetService<IGrainFactory>(),
                services.GetRequiredService<ILogger<ConversationDoor>>()))
            .AddSingleton<FileLinks>()
            .AddSingleton(services => new ConversationReader(services.GetRequiredService<ConversationStore>()))
            .AddSingleton(services => new JournalPartitions(services.GetRequiredService<Homes>()))
            .AddSingleton(services => new JournalHealth(
                services.GetRequiredService<Homes>(), services.GetRequiredService<Leaving>()))
            .AddSingleton<LiveSocket>()
            .AddSingleton<TokenWatch>()
            .AddHostedService(services => services.GetRequiredService<TokenWatch>())
            .AddAttachments()
            .AddSingleton(services => new PageFiles(
                services.GetRequiredService<UploadFile>(), services.GetRequiredService<FileStore>()))
            .AddSingleton(services => new MessageDrafts(services.GetRequiredService<FileStore>()))
            .AddSingleton(services => new EventWriter(services.GetRequiredService<FileLinks>()));
        if (host.Configuration.GetSection("Storage").Get<StorageOptions>() is { Provider: StorageOptions.Postgres })
            host.Services.AddHomesInACluster();
        return host;
    }

    /// <summary>The processes of a cluster share the partitions; there is none without PostgreSQL.</summary>
    static void AddHomesInACluster(this IServiceCollection services) => services
        .AddSingleton<HomeMap>()
        .AddHostedService<HomeKeeper>()
        .AddHostedService<DistantFeeds>()
        .AddPlacementDirector<AtHome, HomePlacement>();

    public static IEndpointRouteBuilder MapConversations(this IEndpointRouteBuilder app)
    {
        var chat = app.MapGroup("/api/chat");
        LiveSocket.Map(chat);
        var known = app.MapGroup("/api/chat").RequirePerson();
        SendMessage.Map(known);
        ChangeMessage.Map(known);
        AnswerTemplate.Map(known);
        ReadEvents.Map(known);
        MarkSeen.Map(known);
        LiveStream.Map(known);
        app.MapAttachments();
        var admin = app.MapGroup("/api/admin").RequireOperator();
        ListParked.Map(admin);
        ReplayParked.Map(admin);
        return app;
    }
}
