using Charla.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Charla.Accounts.Contracts;

/// <summary>
/// A condition to pass before an endpoint runs, checked by <c>UseAccounts</c> before any of the body is read. Gates of
/// groups come before those of their endpoints.
/// </summary>
public sealed record Gate(Func<HttpContext, ValueTask<Refusal?>> Check);

/// <summary>Marks an endpoint that no program may call, for those who describe it.</summary>
public sealed record MembersOnly;

/// <summary>Marks an endpoint that finds out by itself who calls, and answers in a shape of its own.</summary>
public sealed record KnowsItsCallers;

public static class Gates
{
    public static TBuilder AddGate<TBuilder>(this TBuilder routes, Func<HttpContext, ValueTask<Refusal?>> check)
        where TBuilder : IEndpointConventionBuilder =>
        routes.WithMetadata(new Gate(check));

    /// <summary>A member or an app.</summary>
    public static TBuilder RequireActor<TBuilder>(this TBuilder routes) where TBuilder : IEndpointConventionBuilder =>
        routes.Admit(actor => null);

    /// <summary>A member of the team, signed in with the console's cookie.</summary>
    public static TBuilder RequireMember<TBuilder>(this TBuilder routes) where TBuilder : IEndpointConventionBuilder =>
        routes.Admit(actor => actor.Kind == ActorKind.Member ? null : Refusal.Forbidden).WithMetadata(new MembersOnly());

    /// <summary>An owner, an admin, or an app of the page.</summary>
    public static TBuilder RequireManager<TBuilder>(this TBuilder routes) where TBuilder : IEndpointConventionBuilder =>
        routes.Admit(actor => actor.MayManage ? null : Refusal.Forbidden);

    /// <summary>Whoever runs the installation.</summary>
    public static TBuilder RequireOperator<TBuilder>(this TBuilder routes) where TBuilder : IEndpointConventionBuilder =>
        routes.Admit(actor => actor.Kind == ActorKind.Operator ? null : Refusal.Unauthenticated);

    static TBuilder Admit<TBuilder>(this TBuilder routes, Func<Actor, Refusal?> check)
        where TBuilder : IEndpointConventionBuilder =>
        routes.AddGate(http => ValueTask.FromResult(
            http.Actor() is { } actor ? check(actor) : Refusal.Unauthenticated));
}
