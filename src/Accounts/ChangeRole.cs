using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Accounts;

/// <summary>Gives a member another role. Only owners touch owners, and one owner stays.</summary>
static class ChangeRole
{
    internal sealed record Request(Role? Role);

    public static void Map(IEndpointRouteBuilder team) => team.MapPatch("/members/{id}", Handle).RequireManager();

    static async Task<IResult> Handle(string id, Request request, Actor actor, MemberStore members, AuditLog audit)
    {
        if (request.Role is not { } role)
            return Refusal.Invalid("role", "role is owner, admin or agent.").ToHttp();
        if (!MemberId.TryParse(id, null, out var number) || await members.Find(actor.Business, number) is not { } member)
            return Refusal.NotFound.ToHttp();
        if (actor.Role != Role.Owner && (member.Role == Role.Owner || role == Role.Owner))
            return Refusal.Forbidden.ToHttp();
        if (!await members.ChangeRole(actor.Business, number, role))
            return AccountRefusals.LastOwner.ToHttp();
        await audit.Record(actor.Business, actor.Id, "member.role_changed", id, $"{member.Role} to {role}");
        return TypedResults.Ok(new { });
    }
}
