using System.Buffers.Text;
using Charla.Accounts.Contracts;
using Charla.Kernel.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Accounts;

/// <summary>The member's own passkeys.</summary>
static class ListPasskeys
{
    public static void Map(IEndpointRouteBuilder own) => own.MapGet("/passkeys", Handle);

    static async Task<IResult> Handle(Actor actor, MemberStore store) => TypedResults.Ok(new
    {
        Passkeys = (await store.Passkeys(actor.Member!.Value)).Select(passkey => new
        {
            Id = Base64Url.EncodeToString(passkey.CredentialId),
            passkey.Name,
            MadeAt = passkey.MadeAt.ToInstant(),
        }),
    });
}
