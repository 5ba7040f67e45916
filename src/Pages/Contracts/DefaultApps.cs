using Charla.Kernel;

namespace Charla.Pages.Contracts;

/// <summary>Which program answers for a page before anybody else: the first that listens, until another is named.</summary>
public sealed class DefaultApps
{
    readonly PageStore store;
    readonly TimeProvider clock;

    internal DefaultApps(PageStore store, TimeProvider clock) => (this.store, this.clock) = (store, clock);

    /// <summary>The app listens from now on, and is the default if there was none.</summary>
    public Task Begin(PageId page, string app) => Change(page, before => before ?? app);

    /// <summary>The app listens no more.</summary>
    public Task End(PageId page, string app) => Change(page, before => before == app ? null : before);

    public Task Name(PageId page, string? app) => Change(page, _ => app);

    Task Change(PageId id, Func<string?, string?> change) =>
        store.Change(id, page => page with { DefaultApp = change(page.DefaultApp) }, clock.GetUtcNow());
}
