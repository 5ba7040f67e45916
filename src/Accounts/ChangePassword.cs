using Charla.Accounts.Contracts;
using Charla.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;

namespace Charla.Accounts;

/// <summary>Sets or changes the member's password; every other session of theirs ends.</summary>
static class ChangePassword
{
    internal sealed record Request(string? Current, string? Password);

    public static void Map(IEndpointRouteBuilder own) => own.MapPost("/password", Handle);

    static async Task<IResult> Handle(
        Request request, Actor actor, UserManager<Member> members, SignInManager<Member> sessions, Limits limits, AuditLog audit)
    {
        var refusal = limits.Take("password.guess", actor.Id, 10, TimeSpan.FromMinutes(1))
            ?? PlainText.Check("current", request.Current, Admission.LongestPassword)
            ?? Admission.CheckPassword(request.Password);
        if (refusal is not null)
            return refusal.ToHttp();
        var member = (await members.FindByIdAsync(actor.Id))!;
        if (member.PasswordHash is not null && !await members.CheckPasswordAsync(member, request.Current ?? ""))
            return (AccountRefusals.WrongPassword with { Field = "current" }).ToHttp();
        member.PasswordHash = members.PasswordHasher.HashPassword(member, request.Password!);
        await members.UpdateSecurityStampAsync(member);
        await sessions.RefreshSignInAsync(member);
        await audit.Record(actor.Business, actor.Id, "password.changed", actor.Id);
        return TypedResults.Ok(new { });
    }
}
