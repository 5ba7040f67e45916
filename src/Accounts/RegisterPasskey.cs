using System.Buffers.Text;
using System.Text.Json;
using Charla.Accounts.Contracts;
using Charla.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;

namespace Charla.Accounts;

/// <summary>A signed-in member adds a passkey of this device.</summary>
static class RegisterPasskey
{
    const int MostPasskeys = 20;

    internal sealed record Request(JsonElement Credential, string? Name);

    public static void Map(IEndpointRouteBuilder own)
    {
        own.MapPost("/passkeys/options", Challenge);
        own.MapPost("/passkeys", Handle);
    }

    static async Task<IResult> Challenge(Actor actor, UserManager<Member> members, SignInManager<Member> sessions)
    {
        var member = await members.FindByIdAsync(actor.Id);
        return TypedResults.Text(
            await sessions.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity
            {
                Id = actor.Id,
                Name = member!.Email,
                DisplayName = member.Name,
            }),
            "application/json");
    }

    static async Task<IResult> Handle(
        Request request, Actor actor, UserManager<Member> members, SignInManager<Member> sessions, MemberStore store,
        AuditLog audit)
    {
        if (PlainText.Check("name", request.Name, atMost: 60) is { } refusal)
            return refusal.ToHttp();
        if (PasskeyCredential.Read(request.Credential) is not { } credential)
            return AccountRefusals.PasskeyUnreadable.ToHttp();
        var attestation = await PasskeyCredential.Perform(() => sessions.PerformPasskeyAttestationAsync(credential));
        var member = await members.FindByIdAsync(actor.Id);
        if (attestation is not { Succeeded: true } || attestation.UserEntity.Id != actor.Id
            || await store.CountPasskeys(member!.Id) >= MostPasskeys
            || await store.FindPasskey(attestation.Passkey.CredentialId) is not null)
        {
            return AccountRefusals.PasskeyUnreadable.ToHttp();
        }

        attestation.Passkey.Name = string.IsNullOrWhiteSpace(request.Name) ? null : request.Name.Trim();
        await members.AddOrUpdatePasskeyAsync(member, attestation.Passkey);
        var id = Base64Url.EncodeToString(attestation.Passkey.CredentialId);
        await audit.Record(actor.Business, actor.Id, "passkey.added", id);
        return TypedResults.Ok(new { Id = id, attestation.Passkey.Name });
    }
}
