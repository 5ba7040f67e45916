using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Charla.Accounts.Contracts;
using Charla.Kernel;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;

namespace Charla.Accounts;

/// <summary>
/// Finds out who acts: the operator's token, a page access token, or the console's cookie, whose member is read anew
/// for each request, so that a changed stamp or a removed member ends it at once. A person's requests have no actor.
/// </summary>
sealed class ReadActor(AccountStore accounts, MemberStore members, TokenUses uses, Limits limits, IConfiguration configuration)
{
    const string Bearer = "Bearer ";

    readonly byte[] operatorToken = SHA256.HashData(Encoding.UTF8.GetBytes(configuration["CHARLA_ADMIN_TOKEN"] ?? ""));
    readonly bool hasOperator = !string.IsNullOrEmpty(configuration["CHARLA_ADMIN_TOKEN"]);

    public async Task<Outcome<Actor?>> Of(HttpContext http)
    {
        var authorization = http.Request.Headers.Authorization.ToString();
        if (authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return await OfToken(http, authorization[Bearer.Length..].Trim());
        return await OfCookie(http);
    }

    async Task<Outcome<Actor?>> OfToken(HttpContext http, string token)
    {
        if (hasOperator && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(token)), operatorToken))
            return new Actor(ActorKind.Operator, "operator", "Operator", default, Role.Owner, null);
        if (token.StartsWith(PageAccessToken.Prefix, StringComparison.Ordinal)
            && Ids.Hash(token) is var hash && await accounts.FindApp(hash) is { } app)
        {
            uses.Note(hash);
            if (!app.MayAct)
                return Refusal.Forbidden;
            return app.AsActor();
        }

        return limits.Take("token.guess", http, 60, TimeSpan.FromMinutes(1)) is { } refusal ? refusal : (Actor?)null;
    }

    async Task<Outcome<Actor?>> OfCookie(HttpContext http)
    {
        if (!http.Request.Cookies.ContainsKey(AccountsModule.Cookie))
            return (Actor?)null;
        var cookie = await http.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        return cookie.Principal is { } principal ? (await MemberOf(principal))?.AsActor() : null;
    }

    /// <summary>The member of the cookie; null when the member is gone or signed out everywhere.</summary>
    public async Task<Member?> MemberOf(ClaimsPrincipal principal) =>
        MemberId.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), null, out var id)
        && await members.Find(id) is { } member
        && member.Stamp == principal.FindFirstValue(AccountsModule.StampClaim)
            ? member
            : null;
}
