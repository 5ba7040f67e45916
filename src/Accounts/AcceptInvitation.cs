using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;

namespace Charla.Accounts;

/// <summary>Somebody joins a business's team by an invitation.</summary>
static class AcceptInvitation
{
    internal sealed record Request(string? Token, string? Name, string? Email, string? Password, string? Locale);

    public static void Map(IEndpointRouteBuilder auth)
    {
        auth.MapGet("/invitation", Look);
        auth.MapPost("/invitation", Handle);
    }

    static async Task<IResult> Look(string? token, AccountStore accounts, Limits limits, HttpContext http, TimeProvider clock)
    {
        if (limits.Take("link.guess", http, 30, TimeSpan.FromMinutes(1)) is { } refusal)
            return refusal.ToHttp();
        return await accounts.FindInvitation(Ids.Hash(token ?? ""), clock.GetUtcNow()) is { Business: { } business } invitation
            ? TypedResults.Ok(new
            {
                Valid = true,
                invitation.Email,
                invitation.Role,
                Business = await accounts.BusinessName(business),
            })
            : TypedResults.Ok(new { Valid = false });
    }

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
