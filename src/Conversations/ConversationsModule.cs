using Charla.Conversations.Attachments;
using Charla.Conversations.Contracts;
using Charla.Conversations.Live;
using Charla.Kernel;
using Charla.People.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Charla.Conversations;

/// <summary>The heart: rules, journal, grain, live delivery, attachments, followers.</summary>
public static class ConversationsModule
{
    public static IHostApplicationBuilder AddConversations(this IHostApplicationBuilder host)
    {
        host.Services
            .AddSchema(typeof(ConversationsModule).Assembly)
            .AddSingleton<ConversationStore>()
            .AddSingleton<FollowerStore>()
            .AddSingleton<Journal>()
            .AddHostedService(services => services.GetRequiredService<Journal>())
            .AddHostedService<Checkpointer>()
            .AddSingleton<LiveChannels>()
            .AddSingleton<ActiveConversations>()
            .AddSingleton(services => new ConversationDoor(
                services.GetRequiredService<ActiveConversations>(), services.GetRequiredService<IGrainFactory>()))
            .AddSingleton<FileLinks>()
            .AddSingleton(services => new ConversationReader(services.GetRequiredService<ConversationStore>()))
            .AddSingleton(services => new JournalHealth(services.GetRequiredService<Journal>()))
            .AddSingleton<LiveSocket>()
            .AddAttachments()
            .AddSingleton(services => new MessageDrafts(services.GetRequiredService<FileStore>()))
            .AddSingleton(services => new EventWriter(services.GetRequiredService<FileLinks>()));
        return host;
    }

    public static IEndpointRouteBuilder MapConversations(this IEndpointRouteBuilder app)
    {
        var chat = app.MapGroup("/api/chat");
        LiveSocket.Map(chat);
        var known = app.MapGroup("/api/chat").RequirePerson();
        SendMessage.Map(known);
        ChangeMessage.Map(known);
        ReadEvents.Map(known);
        MarkSeen.Map(known);
        LiveStream.Map(known);
        app.MapAttachments();
        return app;
    }
}
