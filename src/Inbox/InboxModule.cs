using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Charla.Inbox;

/// <summary>The team's work: the list, notes, statuses, who is looking, notifications.</summary>
public static class InboxModule
{
    public static IHostApplicationBuilder AddInbox(this IHostApplicationBuilder host) => host;

    public static IEndpointRouteBuilder MapInbox(this IEndpointRouteBuilder app) => app;
}
