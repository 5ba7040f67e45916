using System.Collections.Concurrent;
using Charla.Accounts.Contracts;
using Charla.Kernel;

namespace Charla.Pages.Contracts;

/// <summary>Finds pages: from memory once asked for, and always as last written.</summary>
public sealed class PageDirectory
{
    const int MostRemembered = 10_000;

    readonly PageStore store;
    readonly ConcurrentDictionary<PageId, Page> pages = new();
    readonly ConcurrentDictionary<string, PageId> handles = new(StringComparer.Ordinal);

    internal PageDirectory(PageStore store) => this.store = store;

    public ValueTask<Page?> Find(PageId id) =>
        pages.TryGetValue(id, out var page) ? new(page) : new(Load(store.Find(id)));

    public ValueTask<Page?> FindByHandle(string handle)
    {
        var key = Handle.Normal(handle);
        return handles.TryGetValue(key, out var id) && pages.TryGetValue(id, out var page)
            ? new(page)
            : new(Load(store.FindByHandle(key)));
    }

    public Task<IReadOnlyList<Page>> Of(BusinessId business) => store.Of(business);

    /// <summary>All pages there are: for the start page of an installation and for work that goes over all.</summary>
    public Task<IReadOnlyList<Page>> All() => store.All();

    internal void Remember(Page page)
    {
        if (pages.Count > MostRemembered)
        {
            pages.Clear();
            handles.Clear();
        }

        if (pages.TryGetValue(page.Id, out var before) && before.Handle != page.Handle)
            handles.TryRemove(before.Handle, out _);
        pages[page.Id] = page;
        handles[page.Handle] = page.Id;
    }

    async Task<Page?> Load(Task<Page?> found)
    {
        var page = await found;
        if (page is not null)
            Remember(page);
        return page;
    }
}
