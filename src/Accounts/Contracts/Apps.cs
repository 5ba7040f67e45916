using System.Security.Cryptography;
using System.Text;
using Charla.Kernel;
using Charla.Kernel.Storage;

namespace Charla.Accounts.Contracts;

/// <summary>The app that comes with a page. The secret and the token are shown once, here.</summary>
public sealed record AppKeys(string AppId, string AppSecret, string VerifyToken, string PageAccessToken);

/// <summary>The tokens of a page's app after they were replaced. They are shown once, here.</summary>
public sealed record AppTokens(string AppId, string VerifyToken, string PageAccessToken);

/// <summary>An app's new secret, shown once, here; and until when the one before counts beside it.</summary>
public sealed record NewSecret(string AppId, string AppSecret, DateTimeOffset OldSecretUntil);

/// <summary>An app as those see it who deal with it: without its secrets.</summary>
public sealed record AppIdentity(long Id, BusinessId Business, PageId Page, string Name)
{
    /// <summary>The id as text.</summary>
    public string AppId { get; } = Id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A call with one of its page tokens must prove that the caller knows the app's secret.</summary>
    public bool RequiresProof { get; init; }

    /// <summary>What it may do with the token it showed.</summary>
    public IReadOnlySet<string> Scopes { get; init; } = TokenScopes.All;
}

/// <summary>A token as a list shows it. The id is no secret.</summary>
/// <param name="LastUsedAt">To ten minutes; null when it was never used.</param>
public sealed record NamedToken(
    string TokenId, string Name, IReadOnlyList<string> Scopes, DateTimeOffset MadeAt, DateTimeOffset? LastUsedAt);

/// <summary>A new token. It is shown once, here.</summary>
public sealed record NewToken(string TokenId, string PageAccessToken);

/// <summary>A token as its app may look at it.</summary>
public sealed record PageTokenFacts(AppIdentity App, DateTimeOffset MadeAt);

/// <summary>Programs that act for a page.</summary>
public sealed class Apps
{
    readonly AccountStore store;
    readonly AppSecrets secrets;
    readonly SecretStore known;
    readonly TokenStore tokens;
    readonly TokenUses uses;
    readonly TimeProvider clock;

    internal Apps(
        AccountStore store, AppSecrets secrets, SecretStore known, TokenStore tokens, TokenUses uses, TimeProvider clock) =>
        (this.store, this.secrets, this.known, this.tokens, this.uses, this.clock) = (store, secrets, known, tokens, uses, clock);

    /// <summary>Makes an app of the page with a page access token that may do everything.</summary>
    public async Task<AppKeys> Create(BusinessId business, PageId page, string name)
    {
        var id = Ids.NewNumber();
        var keys = new AppKeys(
            id.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Ids.NewSecret(),
            Ids.NewSecret(),
            NewAccessToken());
        await store.AddApp(
            new AppRow(id, business.Value, page.Value, name, secrets.Protect(keys.AppSecret), keys.VerifyToken),
            Ids.Hash(keys.PageAccessToken),
            clock.GetUtcNow());
        return keys;
    }

    /// <summary>False when there is no such app.</summary>
    public Task<bool> Rename(long app, string name) => tokens.Rename(app, name);

    /// <summary>Takes an app and all its keys away.</summary>
    public Task<bool> Remove(long app) => tokens.Remove(app);

    /// <param name="scopes">Some of <see cref="TokenScopes.Choices"/>.</param>
    public async Task<NewToken> AddToken(long app, string name, IEnumerable<string> scopes)
    {
        var token = NewAccessToken();
        await tokens.Add(app, Ids.Hash(token), name, TokenScopes.Write(scopes), clock.GetUtcNow());
        return new NewToken(IdOf(Ids.Hash(token)), token);
    }

    /// <summary>The tokens of an app that hold.</summary>
    public async Task<IReadOnlyList<NamedToken>> TokensOf(long app) => [.. (await tokens.Of(app)).Select(row => new NamedToken(
        IdOf(row.Hash),
        row.Name,
        [.. TokenScopes.Choices.Where(TokenScopes.Read(row.Scopes).Contains)],
        row.MadeAt.ToInstant(),
        row.LastUsedAt?.ToInstant()))];

    /// <summary>False when the app has no such token.</summary>
    public Task<bool> RevokeToken(long app, string id) => tokens.Revoke(app, id, clock.GetUtcNow());

    /// <summary>Gives the page's first app new tokens; the old ones end at once. Null when the page has no app.</summary>
    public async Task<AppTokens?> ReplaceTokens(PageId page)
    {
        var (verifyToken, accessToken) = (Ids.NewSecret(), NewAccessToken());
        if (await store.ReplaceTokens(page, verifyToken, Ids.Hash(accessToken), clock.GetUtcNow()) is not { } app)
            return null;
        return new AppTokens(app.ToString(System.Globalization.CultureInfo.InvariantCulture), verifyToken, accessToken);
    }

    /// <summary>The app of a page access token that holds: from memory when lately shown.</summary>
    public async ValueTask<AppIdentity?> FindByPageToken(string token)
    {
        if (!IsPageToken(token))
            return null;
        var hash = Ids.Hash(token);
        var app = await store.FindApp(hash);
        if (app is not null)
            uses.Note(hash);
        return app?.AsIdentity();
    }

    /// <summary>The app whose own token this is: its id, a bar, and one of its secrets.</summary>
    public async ValueTask<AppIdentity?> FindByAppToken(string token)
    {
        var bar = token.IndexOf('|', StringComparison.Ordinal);
        if (bar < 0 || !Ids.TryParse(token[..bar], out var id) || await store.FindApp(id) is not { } app)
            return null;
        var given = Encoding.UTF8.GetBytes(token[(bar + 1)..]);
        return (await SecretsOf(id)).Any(secret => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret), given))
            ? app.AsIdentity()
            : null;
    }

    public async ValueTask<AppIdentity?> Find(long app) => (await store.FindApp(app))?.AsIdentity();

    /// <summary>The secrets by which the app is known now, the newest first; empty when there is no such app.</summary>
    public async ValueTask<IReadOnlyList<string>> SecretsOf(long app)
    {
        var now = clock.GetUtcNow().ToStored();
        return [.. (await known.Of(app)).Where(one => one.EndsAt > now).Select(one => one.Secret)];
    }

    /// <summary>
    /// Gives the app a new secret. The one before counts for a while yet, so that both sides need not change at the same
    /// moment. Null when there is no such app.
    /// </summary>
    public async Task<NewSecret?> ReplaceSecret(long app, TimeSpan overlap)
    {
        var (secret, now) = (Ids.NewSecret(), clock.GetUtcNow());
        return await known.Replace(app, secret, now, now + overlap)
            ? new NewSecret(app.ToString(System.Globalization.CultureInfo.InvariantCulture), secret, now + overlap)
            : null;
    }

    public Task RequireProof(long app, bool isRequired) => store.RequireProof(app, isRequired);

    /// <summary>By which a receiver knows that it is asked about this app; null when there is no such app.</summary>
    public async ValueTask<string?> VerifyTokenOf(long app) => (await store.FindApp(app))?.VerifyToken;

    public async Task<IReadOnlyList<AppIdentity>> Of(PageId page) => [.. (await store.AppsOf(page)).Select(app => app.AsIdentity())];

    /// <summary>Whether this was a page's token once.</summary>
    public async Task<bool> WasReplaced(string token) =>
        IsPageToken(token) && await store.FindToken(Ids.Hash(token)) is { IsRevoked: true };

    /// <summary>What is known of a token that holds; null of any other.</summary>
    public async Task<PageTokenFacts?> Facts(string token) =>
        await FindByPageToken(token) is { } app && await store.FindToken(Ids.Hash(token)) is { IsRevoked: false } row
            ? new PageTokenFacts(app, row.MadeAt.ToInstant())
            : null;

    static bool IsPageToken(string token) => token.StartsWith(PageAccessToken.Prefix, StringComparison.Ordinal);

    static string IdOf(string hash) => hash[..TokenStore.IdLength];

    static string NewAccessToken() => PageAccessToken.Prefix + Ids.NewSecret(160);
}
