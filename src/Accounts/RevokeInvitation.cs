using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Accounts;

/// <summary>Ends an invitation before it is used.</summary>
static class RevokeInvitation
{
    public static void Map(IEndpointRouteBuilder team) => team.MapDelete("/invitations/{id}", Handle).RequireManager();

    static async Task<IResult> Handle(string id, Actor actor, AccountStore accounts, AuditLog audit, TimeProvider clock)
    {
        if (!Ids.TryParse(id, out var number) || !await accounts.RevokeInvitation(actor.Business, number, clock.GetUtcNow()))
            return Refusal.NotFound.ToHttp();
        await audit.Record(actor.Business, actor.Id, "invitation.revoked", id);
        return TypedResults.Ok(new { });
    }
}
