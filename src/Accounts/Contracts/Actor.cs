using Charla.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Charla.Accounts.Contracts;

/// <summary>What a member may do: an owner everything, an admin everything but owners, an agent the inbox.</summary>
public enum Role
{
    Owner,
    Admin,
    Agent,
}

public enum ActorKind
{
    /// <summary>A person of the team, signed in.</summary>
    Member,

    /// <summary>A program with a page access token: it sees one page.</summary>
    App,

    /// <summary>Whoever runs the installation, with the operator's token; of no business.</summary>
    Operator,
}

/// <summary>Who acts for a business in this request.</summary>
/// <param name="OnlyPage">The one page the actor may see, or null for all of the business.</param>
[GenerateSerializer, Immutable, Alias("charla.Actor")]
public sealed record Actor(
    [property: Id(0)] ActorKind Kind,
    [property: Id(1)] string Id,
    [property: Id(2)] string Name,
    [property: Id(3)] BusinessId Business,
    [property: Id(4)] Role Role,
    [property: Id(5)] PageId? OnlyPage)
{
    /// <summary>Gives endpoints behind one of the filters their actor as a parameter.</summary>
    public static ValueTask<Actor?> BindAsync(HttpContext http) => ValueTask.FromResult(http.Actor());

    /// <summary>The member behind the actor; null for an app and the operator.</summary>
    public MemberId? Member => Kind == ActorKind.Member && MemberId.TryParse(Id, null, out var member) ? member : null;

    /// <summary>May change settings of pages and invite agents.</summary>
    public bool MayManage => Kind != ActorKind.Operator && Role is Role.Owner or Role.Admin;
}

public static class ActorOfRequest
{
    /// <summary>The signed-in member or the app of the bearer token; null when there is none.</summary>
    public static Actor? Actor(this HttpContext http) => http.Features.Get<Actor>();

    /// <summary>Who acts now: for connections that outlive the request that opened them. Null once they must end.</summary>
    public static async ValueTask<Actor?> ActorNow(this HttpContext http) =>
        (await http.RequestServices.GetRequiredService<ReadActor>().Of(http)).Value;
}
