using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;

namespace Charla.Accounts;

/// <summary>
/// E-mail and password, and the authenticator's code where it is on. An unknown account costs the same hash and gets
/// the same answer as a wrong password.
/// </summary>
static class SignIn
{
    static readonly string NobodysHash = new PasswordHasher<Member>().HashPassword(new Member(), Ids.NewSecret());

    internal sealed record Request(string? Email, string? Password, string? Code);

    public static void Map(IEndpointRouteBuilder auth) => auth.MapPost("/sign-in", Handle);

    static async Task<IResult> Handle(
        Request request, HttpContext http, Limits limits, UserManager<Member> members, SignInManager<Member> sessions,
        PublicAddress address, AuditLog audit)
    {
        if (http.Request.Headers.Origin.Count > 0 && OriginWall.Check(http.Request, address) is { } foreign)
            return foreign.ToHttp();
        var refusal = PlainText.Check("email", request.Email, atMost: 254, atLeast: 1)
            ?? PlainText.Check("password", request.Password, Admission.LongestPassword, atLeast: 1)
            ?? PlainText.Check("code", request.Code, atMost: 40)
            ?? limits.Take("sign_in.address", http, 30, TimeSpan.FromMinutes(1))
            ?? limits.Take("sign_in.account", request.Email!.Trim().ToUpperInvariant(), 10, TimeSpan.FromMinutes(1));
        if (refusal is not null)
            return refusal.ToHttp();

        var member = await members.FindByNameAsync(request.Email!.Trim());
        if (!await Verify(members, member, request))
            return AccountRefusals.SignInRefused.ToHttp();
        if (member!.TotpOn && string.IsNullOrWhiteSpace(request.Code))
            return AccountRefusals.CodeNeeded.ToHttp();
        if (member.TotpOn && !await TakesCode(members, member, request.Code!))
        {
            await members.AccessFailedAsync(member);
            return AccountRefusals.WrongCode.ToHttp();
        }

        if (member.Failures > 0)
            await members.ResetAccessFailedCountAsync(member);
        await sessions.SignInAsync(member, isPersistent: true);
        await audit.Record(member.Business, member.Id.ToString(), "member.signed_in", member.Id.ToString());
        return TypedResults.Ok(new { Member = MemberView.Of(member) });
    }

    static async Task<bool> Verify(UserManager<Member> members, Member? member, Request request)
    {
        if (member?.PasswordHash is null)
        {
            members.PasswordHasher.VerifyHashedPassword(new Member(), NobodysHash, request.Password!);
            return false;
        }

        if (!await members.CheckPasswordAsync(member, request.Password!))
        {
            await members.AccessFailedAsync(member);
            return false;
        }

        return !await members.IsLockedOutAsync(member);
    }

    static async Task<bool> TakesCode(UserManager<Member> members, Member member, string code) =>
        await members.VerifyTwoFactorTokenAsync(
            member, TokenOptions.DefaultAuthenticatorProvider, code.Replace(" ", "", StringComparison.Ordinal))
        || (await members.RedeemTwoFactorRecoveryCodeAsync(member, code)).Succeeded;
}
