using System.Globalization;
using Charla.Accounts.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Accounts;

/// <summary>Who works here, and who is invited.</summary>
static class ReadTeam
{
    public static void Map(IEndpointRouteBuilder team) => team.MapGet("", Handle);

    static async Task<IResult> Handle(Actor actor, MemberStore members, AccountStore accounts, TimeProvider clock) =>
        TypedResults.Ok(new
        {
            Members = (await members.Of(actor.Business)).Select(MemberView.Of),
            Invitations = (await accounts.OpenInvitations(actor.Business, clock.GetUtcNow())).Select(invitation => new
            {
                Id = invitation.Id.ToString(CultureInfo.InvariantCulture),
                invitation.Email,
                invitation.Role,
                invitation.ExpiresAt,
            }),
        });
}
