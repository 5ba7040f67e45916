using Charla.Accounts.Contracts;
using Charla.Conversations.Contracts;
using Charla.Inbox.Live;
using Charla.Inbox.Push;
using Charla.Inbox.Search;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.Pages.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Charla.Inbox;

/// <summary>The team's work: the list, notes, statuses, who is looking, notifications.</summary>
public static class InboxModule
{
    /// <summary>Followers that begin anew on another engine: what they keep is of the kind of the one they were on.</summary>
    public static readonly IReadOnlyList<string> BeginAnewOnAnotherEngine = [SearchFollower.NameOfCheckpoint];

    const int LargestFrame = 32 << 10;

    public static IHostApplicationBuilder AddInbox(this IHostApplicationBuilder host)
    {
        host.Services
            .AddSchema(typeof(InboxModule).Assembly)
            .AddSingleton<InboxStore>()
            .AddSingleton<SummaryReader>()
            .AddSingleton(services =>
            {
                var presence = new Presence(services.GetRequiredService<TimeProvider>());
                services.GetRequiredService<LiveChannels>().Looked += looking => presence.Hear(looking);
                return presence;
            })
            .AddSingleton<Screens>()
            .AddSingleton<PagePumps>()
            .AddSingleton<OpenConnections>()
            .AddHostedService(services => services.GetRequiredService<OpenConnections>())
            .AddSingleton<PushKeys>()
            .AddSingleton<PushSender>()
            .AddHostedService(services => services.GetRequiredService<PushSender>())
            .AddFollower<PushFollower>()
            .AddSingleton<SearchStore>()
            .AddFollower<SearchFollower>();
        host.Services.AddSignalR(hub =>
            {
                hub.MaximumReceiveMessageSize = LargestFrame;
                hub.AddFilter<LogFailures>();
            })
            .AddJsonProtocol(json => Json.Configure(json.PayloadSerializerOptions));
        host.Logging.AddFilter(LogFailures.WhatSignalRLogs, LogLevel.None);
        return host;
    }

    public static IEndpointRouteBuilder MapInbox(this IEndpointRouteBuilder app)
    {
        var inbox = app.MapGroup("/api/inbox/{page}").RequireActor().RequirePage();
        ListConversations.Map(inbox);
        SearchMessages.Map(inbox);
        inbox.MapTeamUpload("/files", http => http.Page().Id);
        var conversation = inbox.MapGroup("/conversations/{psid}").RequireConversation();
        ReadConversation.Map(conversation);
        ReadThread.Map(conversation);
        AnswerPerson.Map(conversation);
        ChangeAnswer.Map(conversation);
        AddNote.Map(conversation);
        TendConversation.Map(conversation);
        NamePerson.Map(conversation);
        SubscribePush.Map(app.MapGroup("/api/push").RequireMember());
        app.MapHub<InboxHub>("/hubs/inbox", hub =>
        {
            hub.Transports = HttpTransportType.WebSockets | HttpTransportType.ServerSentEvents;
            hub.ApplicationMaxBufferSize = LargestFrame * 2;
        }).RequireActor();
        return app;
    }
}
