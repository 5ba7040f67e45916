using Charla.Kernel;

namespace Charla.Accounts.Contracts;

/// <summary>The app that comes with a page. The secret and the token are shown once, here.</summary>
public sealed record AppKeys(string AppId, string AppSecret, string VerifyToken, string PageAccessToken);

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
            PageAccessToken.Prefix + Ids.NewSecret(160));
        await store.AddApp(
            new AppRow(id, business.Value, page.Value, name, secrets.Protect(keys.AppSecret), keys.VerifyToken),
            Ids.Hash(keys.PageAccessToken),
            clock.GetUtcNow());
        return keys;
    }
}
