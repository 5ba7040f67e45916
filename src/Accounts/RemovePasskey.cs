using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Accounts;

/// <summary>Takes a passkey away, unless it is the member's only way in.</summary>
static class RemovePasskey
{
    public static void Map(IEndpointRouteBuilder own) => own.MapDelete("/passkeys/{id}", Handle);

    static async Task<IResult> Handle(string id, Actor actor, MemberStore store, AuditLog audit)
    {
        var member = await store.Find(actor.Business, actor.Member!.Value);
        var passkeys = await store.Passkeys(member!.Id);
        if (!PasskeyCredential.TryReadId(id, out var credential)
            || !passkeys.Any(passkey => passkey.CredentialId.AsSpan().SequenceEqual(credential)))
        {
            return Refusal.NotFound.ToHttp();
        }

        if (member.PasswordHash is null && passkeys.Count == 1)
            return AccountRefusals.LastKey.ToHttp();
        await store.RemovePasskey(member.Id, credential);
        await audit.Record(actor.Business, actor.Id, "passkey.removed", id);
        return TypedResults.Ok(new { });
    }
}
