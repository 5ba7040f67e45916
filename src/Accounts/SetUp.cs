using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;

namespace Charla.Accounts;

/// <summary>The first owner comes in by the set-up link, and with them the business.</summary>
static class SetUp
{
    internal sealed record Request(string? Token, string? Name, string? Email, string? Password, string? Locale);

    public static void Map(IEndpointRouteBuilder auth)
    {
        auth.MapGet("/setup", Look);
        auth.MapPost("/setup", Handle);
    }

    static async Task<IResult> Look(string? token, AccountStore accounts, Limits limits, HttpContext http, TimeProvider clock) =>
        limits.Take("link.guess", http, 30, TimeSpan.FromMinutes(1)) is { } refusal
            ? refusal.ToHttp()
            : await accounts.FindInvitation(Ids.Hash(token ?? ""), clock.GetUtcNow()) is { Business: null } link
                ? TypedResults.Ok(new { Valid = true, link.Email })
                : TypedResults.Ok(new { Valid = false });

    static async Task<IResult> Handle(
        Request request, Admission admission, Limits limits, SignInManager<Member> sessions, HttpContext http)
    {
        if (limits.Take("link.guess", http, 30, TimeSpan.FromMinutes(1)) is { } refusal)
            return refusal.ToHttp();
        var joined = await admission.Join(request.Token, request.Name, request.Email, request.Password, request.Locale);
        if (!joined.IsAccepted)
            return joined.Refusal.ToHttp();
        await sessions.SignInAsync(joined.Value, isPersistent: true);
        return TypedResults.Ok(new { Member = MemberView.Of(joined.Value) });
    }
}
