using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Accounts;

/// <summary>Takes a member out of the team; their sessions end with their next request.</summary>
static class RemoveMember
{
    public static void Map(IEndpointRouteBuilder team) => team.MapDelete("/members/{id}", Handle).RequireManager();

    static async Task<IResult> Handle(string id, Actor actor, MemberStore members, AuditLog audit)
    {
        if (!MemberId.TryParse(id, null, out var number) || await members.Find(actor.Business, number) is not { } member)
            return Refusal.NotFound.ToHttp();
        if (actor.Role != Role.Owner && member.Role == Role.Owner)
            return Refusal.Forbidden.ToHttp();
        if (!await members.Remove(actor.Business, number))
            return AccountRefusals.LastOwner.ToHttp();
        await audit.Record(actor.Business, actor.Id, "member.removed", id);
        return TypedResults.Ok(new { });
    }
}
