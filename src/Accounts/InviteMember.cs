using System.Globalization;
using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Accounts;

/// <summary>Makes a link for one new member. An owner invites anybody; an admin invites admins and agents.</summary>
static class InviteMember
{
    internal sealed record Request(string? Email, Role? Role);

    public static void Map(IEndpointRouteBuilder team) => team.MapPost("/invitations", Handle)
        .RequireManager().TakeIdempotencyKey();

    static async Task<IResult> Handle(
        Request request, Actor actor, AccountStore accounts, PublicAddress address, AuditLog audit, Limits limits,
        TimeProvider clock, HttpContext http)
    {
        var refusal = (string.IsNullOrWhiteSpace(request.Email) ? null : Admission.CheckEmail(request.Email))
            ?? (request.Role is null ? Refusal.Invalid("role", "role is owner, admin or agent.") : null)
            ?? (request.Role == Role.Owner && actor.Role != Role.Owner ? Refusal.Forbidden : null)
            ?? limits.Take("invitation", actor.Business.ToString(), 100, TimeSpan.FromHours(1));
        if (refusal is not null)
            return refusal.ToHttp();
        var token = Ids.NewSecret();
        var now = clock.GetUtcNow();
        var id = await accounts.Invite(
            actor.Business, string.IsNullOrWhiteSpace(request.Email) ? null : request.Email.Trim(), request.Role!.Value,
            Ids.Hash(token), now, now + Invitation.Life);
        var subject = id.ToString(CultureInfo.InvariantCulture);
        await audit.Record(actor.Business, actor.Id, "invitation.made", subject, request.Role.ToString());
        return TypedResults.Ok(new
        {
            Id = subject,
            Url = address.Of(http, InvitationLink.Path(token)),
            ExpiresAt = now + Invitation.Life,
        });
    }
}
