using Charla.Kernel;

namespace Charla.Accounts.Contracts;

/// <summary>The app that comes with a page. The secret and the token are shown once, here.</summary>
public sealed record AppKeys(string AppId, string AppSecret, string VerifyToken, string PageAccessToken);

/// <summary>The tokens of a page's app after they were replaced. They are shown once, here.</summary>
public sealed record AppTokens(string AppId, string VerifyToken, string PageAccessToken);

/// <summary>Programs that act for a page.</summary>
public sealed class Apps
{
    readonly AccountStore store;
    readonly AppSecrets secrets;
    readonly TimeProvider clock;

    internal Apps(AccountStore store, AppSecrets secrets, TimeProvider clock) =>
        (this.store, this.secrets, this.clock) = (store, secrets, clock);

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

    static string NewAccessToken() => PageAccessToken.Prefix + Ids.NewSecret(160);
}
