using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Charla.People.Contracts;

/// <summary>Endpoints of persons: a valid device token in the Authorization header.</summary>
public static class PersonGate
{
    const string Bearer = "Bearer ";

    public static TBuilder RequirePerson<TBuilder>(this TBuilder routes) where TBuilder : IEndpointConventionBuilder =>
        routes.AddGate(http =>
        {
            if (TokenOf(http) is not { } token)
                return new(Refusal.Unauthenticated);
            var services = http.RequestServices;
            if (services.GetRequiredService<PersonTokens>().TryRead(token, out var session))
            {
                http.Features.Set(session);
                http.Features.Set(new Caller($"Person:{session.Page}:{session.Psid}"));
                return new((Refusal?)null);
            }

            return new(services.GetRequiredService<Limits>().Take("token.guess", http, 60, TimeSpan.FromMinutes(1))
                ?? Refusal.Unauthenticated);
        });

    /// <summary>The person of the request, behind <see cref="RequirePerson"/>.</summary>
    public static PersonSession Person(this HttpContext http) =>
        http.Features.Get<PersonSession>() ?? throw new InvalidOperationException("The endpoint lacks RequirePerson.");

    /// <summary>The bearer token of the request, or null.</summary>
    public static string? TokenOf(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        return header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..].Trim() : null;
    }
}
