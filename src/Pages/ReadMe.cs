using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.Pages.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Pages;

/// <summary>Who is signed in, for which business, with which pages. It stands here because it lists the pages.</summary>
static class ReadMe
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/api/me", Handle).RequireActor();

    static async Task<IResult> Handle(Actor actor, TeamDirectory team, PageDirectory pages)
    {
        if (actor.Kind == ActorKind.Operator)
            return Refusal.Unauthenticated.ToHttp();
        var member = actor.Member is { } id ? await team.Profile(actor.Business, id) : null;
        return TypedResults.Ok(new
        {
            Member = member,
            Business = new { Id = actor.Business, Name = await team.BusinessName(actor.Business) },
            Pages = (await pages.Of(actor.Business))
                .Where(page => actor.OnlyPage is null || actor.OnlyPage == page.Id)
                .Select(PageSummary.Of),
        });
    }
}
