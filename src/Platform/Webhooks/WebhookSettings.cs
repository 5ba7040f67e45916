using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Pages.Contracts;

namespace Charla.Platform.Webhooks;

/// <summary>What both doors, the Graph and the portal, do with an app's webhook: check, store, and tell the lane.</summary>
sealed class WebhookSettings(WebhookStore store, DeliveryStore deliveries, Handshake handshake, WebhookSender sender, Apps apps, DefaultApps defaults)
{
    public const int LongestVerifyToken = 1000;

    /// <summary>Sets the address after it has answered; what waited goes to it.</summary>
    /// <param name="verifyToken">Null for the one that came with the app.</param>
    public async Task<Refusal?> Set(
        AppIdentity app, string? callback, string? verifyToken, IReadOnlySet<string> fields, CancellationToken cancel)
    {
        verifyToken ??= await apps.VerifyTokenOf(app.Id) ?? "";
        if (verifyToken.Length > LongestVerifyToken)
            return Refusal.Invalid("verify_token", "verify_token holds at most 1,000 characters.");
        if (await handshake.Ask(callback, verifyToken, cancel) is { } refusal)
            return refusal;
        await store.Set(new WebhookEndpoint(app.Id, new Uri(callback!), verifyToken, fields, null, null));
        await Hasten(app);
        await Route(app);
        return null;
    }

    public async Task Remove(AppIdentity app)
    {
        await store.Remove(app.Id);
        await deliveries.GiveUp(app.Page, app.Id);
        await sender.Wake(app.Page, app.Id);
        await Route(app);
    }

    /// <param name="fields">Null for all that the app's endpoint asked for.</param>
    public async Task Subscribe(AppIdentity app, IReadOnlySet<string>? fields)
    {
        await store.Subscribe(app.Page, app.Id, fields);
        await sender.Wake(app.Page, app.Id);
        await Route(app);
    }

    public async Task Unsubscribe(AppIdentity app)
    {
        await store.Unsubscribe(app.Page, app.Id);
        await deliveries.GiveUp(app.Page, app.Id);
        await sender.Wake(app.Page, app.Id);
        await Route(app);
    }

    public Task<bool> Pause(AppIdentity app) => store.Pause(app.Page, app.Id, WebhookEndpoint.ByHand, null);

    /// <summary>What waited is due at once.</summary>
    public async Task<bool> Resume(AppIdentity app)
    {
        var resumed = await store.Resume(app.Page, app.Id);
        await Hasten(app);
        return resumed;
    }

    /// <summary>Every conversation that is nobody's is the app's from now on.</summary>
    public async Task MakeDefault(AppIdentity app) => await defaults.Choose(app.Page, app.AppId, await IsListening(app));

    async Task<bool> IsListening(AppIdentity app) => await store.Of(app.Page, app.Id) is { } one && one.Wants(WebhookFields.Messages);

    /// <summary>Whether the app answers the page's messages, or the front desk does.</summary>
    async Task Route(AppIdentity app)
    {
        await (await IsListening(app) ? defaults.Begin(app.Page, app.AppId) : defaults.End(app.Page, app.AppId));
    }

    async Task Hasten(AppIdentity app)
    {
        await deliveries.Hasten(app.Page, app.Id);
        await sender.Wake(app.Page, app.Id);
    }
}
