using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Platform.Portal;

/// <summary>
/// The page access tokens of an app. A new one is shown once, in the answer that makes it; only its hash is kept. Members
/// of the team make and revoke them: a program could else give itself more than it was given.
/// </summary>
static class AccessTokens
{
    const int LongestName = 80;
    const int MostTokens = 50;

    static readonly Refusal TooMany = new("token.too_many", "An app has at most 50 tokens.", RefusalKind.Conflict);

    /// <param name="Scopes">What it may do; everything unless told.</param>
    internal sealed record Request(string? Name, IReadOnlyList<string>? Scopes);

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/tokens", List);
        app.MapPost("/tokens", Make).RequireMember().TakeIdempotencyKey();
        app.MapDelete("/tokens/{token}", Revoke).RequireMember();
    }

    static async Task<IResult> List(HttpContext http, Apps apps) =>
        TypedResults.Ok(new { tokens = await apps.TokensOf(http.App().Id) });

    static async Task<IResult> Make(Request request, HttpContext http, Actor actor, Apps apps, AuditLog audit)
    {
        if (PlainText.Check("name", request.Name, LongestName, atLeast: 1) is { } refusal)
            return refusal.ToHttp();
        var scopes = (request.Scopes ?? TokenScopes.Choices).Distinct().ToList();
        if (scopes.Count == 0 || scopes.Except(TokenScopes.Choices).Any())
            return Refusal.Invalid("scopes", $"scopes are some of {string.Join(", ", TokenScopes.Choices)}.").ToHttp();
        var app = http.App();
        if ((await apps.TokensOf(app.Id)).Count >= MostTokens)
            return TooMany.ToHttp();
        var made = await apps.AddToken(app.Id, request.Name!.Trim(), scopes);
        await audit.Record(actor.Business, actor.Id, "token.made", app.AppId, made.TokenId);
        return TypedResults.Ok(made);
    }

    static async Task<IResult> Revoke(string token, HttpContext http, Actor actor, Apps apps, AuditLog audit)
    {
        var app = http.App();
        if (!await apps.RevokeToken(app.Id, token))
            return Refusal.NotFound.ToHttp();
        await audit.Record(actor.Business, actor.Id, "token.revoked", app.AppId, token);
        return TypedResults.Ok(new { token_id = token });
    }
}
