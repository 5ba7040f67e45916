using System.Collections.Concurrent;
using Charla.Accounts.Contracts;
using Charla.Kernel;

namespace Charla.Pages.Contracts;

/// <summary>Finds pages: from memory once asked for, and always as last written.</summary>
public sealed class PageDirectory
{
    const int MostHandles = 10_000;

    readonly PageStore store;
    readonly ConcurrentDictionary<string, PageId> handles = new(StringComparer.Ordinal);

    internal PageDirectory(PageStore store) => this.store = store;

    public ValueTask<Page?> Find(PageId id) => store.Find(id);

    /// <summary>What is remembered of a handle is a hint: the page says whether it is still so.</summary>
    public async ValueTask<Page?> FindByHandle(string handle)
    {
        var key = Handle.Normal(handle);
        if (handles.TryGetValue(key, out var id) && await store.Find(id) is { } known && known.Handle == key)
            return known;
        if (await store.FindByHandle(key) is not { } page)
            return null;
        if (handles.Count > MostHandles)
            handles.Clear();
        handles[key] = page.Id;
        return page;
    }

    public Task<IReadOnlyList<Page>> Of(BusinessId business) => store.Of(business);

    /// <summary>All pages there are: for the start page of an installation and for work that goes over all.</summary>
    public Task<IReadOnlyList<Page>> All() => store.All();
}
