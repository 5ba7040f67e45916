using System.Security.Cryptography;
using System.Text;
using Charla.Accounts.Contracts;
using Charla.Pages.Contracts;

namespace Charla.Platform.Graph;

/// <summary>Knows whom a token speaks for: a page's token its page and app, an app's id and secret the app.</summary>
sealed class GraphCallers(Apps apps, PageDirectory pages, Limits limits)
{
    public async ValueTask<Checked<GraphCaller>> Of(GraphRequest request)
    {
        if (request.Token is not { } token)
            return GraphErrors.NoToken;
        var app = await apps.FindByPageToken(token);
        if (app is not null && await pages.Find(app.Page) is { } page)
            return await CheckProof(request, token, new GraphCaller(app, page));
        app = await apps.FindByAppToken(token);
        if (app is not null)
            return new GraphCaller(app, null); // the token is the secret: there is nothing to prove
        if (Guessed(request) is { } tooMany)
            return tooMany;
        return await apps.WasReplaced(token) ? GraphErrors.EndedToken : GraphErrors.BadToken;
    }

    /// <summary>Counts a key that nobody has; the error when one address tries too many.</summary>
    public GraphError? Guessed(GraphRequest request) =>
        limits.Take("token.guess", request.From, 60, TimeSpan.FromMinutes(1)) is null ? null : GraphErrors.TooManyGuesses;

    async ValueTask<Checked<GraphCaller>> CheckProof(GraphRequest request, string token, GraphCaller caller)
    {
        if (request.Text("appsecret_proof") is not { Length: > 0 } proof)
            return caller.App.RequiresProof ? GraphErrors.NoProof : caller;
        foreach (var secret in await apps.SecretsOf(caller.App.Id))
        {
            if (IsProof(secret, token, proof))
                return caller;
        }

        return GraphErrors.BadProof;
    }

    static bool IsProof(string secret, string token, string proof) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(token)))),
        Encoding.UTF8.GetBytes(proof));
}
