using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Charla.Conversations;

/// <summary>The heart: rules, journal, grain, live delivery, attachments, followers.</summary>
public static class ConversationsModule
{
    public static IHostApplicationBuilder AddConversations(this IHostApplicationBuilder host) => host;

    public static IEndpointRouteBuilder MapConversations(this IEndpointRouteBuilder app) => app;
}
