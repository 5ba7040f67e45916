using Charla.Accounts.Contracts;
using Charla.Kernel;

namespace Charla.Pages.Contracts;

/// <summary>Makes the made-up page of the demonstration.</summary>
public sealed class SamplePages
{
    readonly NewPage newPage;
    readonly PageStore store;
    readonly TimeProvider clock;

    internal SamplePages(NewPage newPage, PageStore store, TimeProvider clock) =>
        (this.newPage, this.store, this.clock) = (newPage, store, clock);

    /// <summary>A page that looks as told and is marked as sample.</summary>
    /// <param name="look">Fills in what the page shows; id, business and handle stay.</param>
    public async Task<Outcome<Page>> Make(
        BusinessId business, string name, string handle, string locale, string timeZone, Func<Page, Page> look)
    {
        var made = await newPage.Make(business, "demo", name, handle, locale, timeZone, category: null, sample: true);
        if (!made.IsAccepted)
            return made.Refusal;
        return await store.Change(made.Value.Page.Id, look, clock.GetUtcNow()) is { } page ? page : PageRefusals.HandleTaken;
    }
}
