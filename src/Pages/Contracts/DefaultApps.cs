using Charla.Kernel;

namespace Charla.Pages.Contracts;

/// <summary>Which program answers for a page before anybody else, and whether it does.</summary>
public sealed class DefaultApps
{
    readonly PageStore store;
    readonly TimeProvider clock;

    internal DefaultApps(PageStore store, TimeProvider clock) => (this.store, this.clock) = (store, clock);

    /// <summary>The app is told of messages from now on; it becomes the default if there is none.</summary>
    public Task Begin(PageId page, string app) => Change(page, before => before with
    {
        DefaultApp = before.DefaultApp ?? app,
        IsDefaultAppListening = before.IsDefaultAppListening || before.DefaultApp is null || before.DefaultApp == app,
    });

    /// <summary>The app is told no more.</summary>
    public Task End(PageId page, string app) => Change(page, before => before with
    {
        IsDefaultAppListening = before.IsDefaultAppListening && before.DefaultApp != app,
    });

    /// <summary>Idle conversations are this app's from now on.</summary>
    public Task Choose(PageId page, string app, bool isListening) => Change(page, before => before with
    {
        DefaultApp = app,
        IsDefaultAppListening = isListening,
    });

    /// <summary>There is no such app any more: its conversations are those of all apps until another one begins.</summary>
    public Task Remove(PageId page, string app) => Change(page, before => before.DefaultApp == app
        ? before with { DefaultApp = null, IsDefaultAppListening = false }
        : before);

    Task Change(PageId id, Func<Page, Page> change) => store.Change(id, change, clock.GetUtcNow());
}
