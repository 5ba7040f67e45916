using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using QRCoder;

namespace Charla.Accounts;

/// <summary>An authenticator app as a second lock: shown, proven with one code, then on; off again with the password.</summary>
static class SetUpTotp
{
    internal sealed record ConfirmRequest(string? Code);

    internal sealed record RemoveRequest(string? Password);

    public static void Map(IEndpointRouteBuilder own)
    {
        own.MapPost("/totp/start", Start);
        own.MapPost("/totp", Confirm);
        own.MapDelete("/totp", Remove);
    }

    static async Task<IResult> Start(Actor actor, UserManager<Member> members, MemberStore store, AppSecrets secrets)
    {
        var member = (await store.Find(actor.Business, actor.Member!.Value))!;
        if (member.TotpOn)
            return new Refusal("totp.on", "It is on already. Turn it off first.", RefusalKind.Conflict).ToHttp();
        var secret = members.GenerateNewAuthenticatorKey();
        member.TotpKey = secrets.Protect(secret);
        await store.Save(member);
        var uri = $"otpauth://totp/Charla:{Uri.EscapeDataString(member.Email)}?secret={secret}&issuer=Charla&digits=6";
        using var code = new QRCodeGenerator().CreateQrCode(uri, QRCodeGenerator.ECCLevel.M);
        return TypedResults.Ok(new { Secret = secret, Uri = uri, QrSvg = new SvgQRCode(code).GetGraphic(4) });
    }

    static async Task<IResult> Confirm(
        ConfirmRequest request, Actor actor, UserManager<Member> members, SignInManager<Member> sessions, Limits limits,
        AuditLog audit)
    {
        if (limits.Take("totp.guess", actor.Id, 10, TimeSpan.FromMinutes(1)) is { } refusal)
            return refusal.ToHttp();
        var member = (await members.FindByIdAsync(actor.Id))!;
        var code = (request.Code ?? "").Replace(" ", "", StringComparison.Ordinal);
        if (member.TotpKey is null || code.Length > 12
            || !await members.VerifyTwoFactorTokenAsync(member, TokenOptions.DefaultAuthenticatorProvider, code))
        {
            return AccountRefusals.WrongCode.ToHttp();
        }

        await members.SetTwoFactorEnabledAsync(member, true);
        var codes = await members.GenerateNewTwoFactorRecoveryCodesAsync(member, 10);
        await sessions.RefreshSignInAsync(member);
        await audit.Record(actor.Business, actor.Id, "totp.added", actor.Id);
        return TypedResults.Ok(new { RecoveryCodes = codes });
    }

    static async Task<IResult> Remove(
        [Microsoft.AspNetCore.Mvc.FromBody] RemoveRequest request, Actor actor, UserManager<Member> members,
        SignInManager<Member> sessions, Limits limits, AuditLog audit)
    {
        if (limits.Take("password.guess", actor.Id, 10, TimeSpan.FromMinutes(1)) is { } refusal)
            return refusal.ToHttp();
        var member = (await members.FindByIdAsync(actor.Id))!;
        if (member.PasswordHash is not null
            && (PlainText.Check("password", request.Password, Admission.LongestPassword, atLeast: 1) is not null
                || !await members.CheckPasswordAsync(member, request.Password!)))
        {
            return AccountRefusals.WrongPassword.ToHttp();
        }

        await members.SetTwoFactorEnabledAsync(member, false);
        member.TotpKey = null;
        await members.UpdateSecurityStampAsync(member);
        await sessions.RefreshSignInAsync(member);
        await audit.Record(actor.Business, actor.Id, "totp.removed", actor.Id);
        return TypedResults.Ok(new { });
    }
}
