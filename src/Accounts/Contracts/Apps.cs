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
}

/// <summary>A token as its app may look at it.</summary>
public sealed record PageTokenFacts(AppIdentity App, DateTimeOffset MadeAt);

/// <summary>Programs that act for a page.</summary>
public sealed class Apps
{
    readonly AccountStore store;
    readonly AppSecrets secrets;
    readonly SecretStore known;
    readonly TimeProvider clock;

    internal Apps(AccountStore store, AppSecrets secrets, SecretStore known, TimeProvider clock) =>
        (this.store, this.secrets, this.known, this.clock) = (store, secrets, known, clock);

    /// <summary>Makes the page's default app with a page access token.</summary>
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

    /// <summary>Gives the page's app new tokens; the old ones end at once. Null when the page has no app.</summary>
    public async Task<AppTokens?> ReplaceTokens(PageId page)
    {
        var (verifyToken, accessToken) = (Ids.NewSecret(), NewAccessToken());
        if (await store.ReplaceTokens(page, verifyToken, Ids.Hash(accessToken), clock.GetUtcNow()) is not { } app)
            return null;
        return new AppTokens(app.ToString(System.Globalization.CultureInfo.InvariantCulture), verifyToken, accessToken);
    }

    /// <summary>The app of a page access token that holds: from memory when lately shown.</summary>
    public async ValueTask<AppIdentity?> FindByPageToken(string token) =>
        IsPageToken(token) ? (await store.FindApp(Ids.Hash(token)))?.AsIdentity() : null;

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

    static string NewAccessToken() => PageAccessToken.Prefix + Ids.NewSecret(160);
}
