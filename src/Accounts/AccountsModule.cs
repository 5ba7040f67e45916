using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Charla.Accounts;

/// <summary>Businesses, their team, roles, sign-in, API keys.</summary>
public static class AccountsModule
{
    public static IHostApplicationBuilder AddAccounts(this IHostApplicationBuilder host) => host;

    public static IEndpointRouteBuilder MapAccounts(this IEndpointRouteBuilder app) => app;
}
