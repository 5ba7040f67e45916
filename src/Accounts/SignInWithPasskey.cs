using System.Text.Json;
using Charla.Accounts.Contracts;
using Charla.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;

namespace Charla.Accounts;

/// <summary>A passkey in place of e-mail, password and code. The challenge waits in a cookie of five minutes.</summary>
static class SignInWithPasskey
{
    internal sealed record OptionsRequest(string? Email);

    internal sealed record Request(JsonElement Credential);

    public static void Map(IEndpointRouteBuilder auth)
    {
        auth.MapPost("/passkeys/request-options", Challenge);
        auth.MapPost("/passkeys/sign-in", Handle);
    }

    /// <summary>The same for everybody, so that nobody learns who has an account: the browser offers what it has.</summary>
    static async Task<IResult> Challenge(
        OptionsRequest request, HttpContext http, Limits limits, SignInManager<Member> sessions) =>
        (PlainText.Check("email", request.Email, atMost: 254)
            ?? limits.Take("sign_in.address", http, 30, TimeSpan.FromMinutes(1))) is { } refusal
            ? refusal.ToHttp()
            : TypedResults.Text(await sessions.MakePasskeyRequestOptionsAsync(null), "application/json");

    static async Task<IResult> Handle(
        Request request, HttpContext http, Limits limits, UserManager<Member> members, SignInManager<Member> sessions,
        AuditLog audit)
    {
        if (limits.Take("sign_in.address", http, 30, TimeSpan.FromMinutes(1)) is { } refusal)
            return refusal.ToHttp();
        if (PasskeyCredential.Read(request.Credential) is not { } credential)
            return AccountRefusals.PasskeyUnreadable.ToHttp();
        var assertion = await PasskeyCredential.Perform(() => sessions.PerformPasskeyAssertionAsync(credential));
        if (assertion is not { Succeeded: true } || await members.IsLockedOutAsync(assertion.User))
            return AccountRefusals.PasskeyRefused.ToHttp();
        await members.AddOrUpdatePasskeyAsync(assertion.User, assertion.Passkey);
        await sessions.SignInAsync(assertion.User, isPersistent: true);
        await audit.Record(
            assertion.User.Business, assertion.User.Id.ToString(), "member.signed_in", assertion.User.Id.ToString(), "passkey");
        return TypedResults.Ok(new { Member = MemberView.Of(assertion.User) });
    }
}
