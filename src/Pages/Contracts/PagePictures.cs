using Charla.Kernel;

namespace Charla.Pages.Contracts;

/// <summary>The pictures of pages as WebP bytes, for those who draw with them.</summary>
public sealed class PagePictures
{
    readonly PageStore store;

    internal PagePictures(PageStore store) => this.store = store;

    /// <summary>The square of 512 points, or null when the page has no picture.</summary>
    public Task<byte[]?> Find(PageId page) => store.Picture(page, small: false);
}
