using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.Pages.Contracts;

namespace Charla.Pages;

/// <summary>A page and the keys of its default app, which are shown this once.</summary>
sealed record MadePage(Page Page, AppKeys Keys);

/// <summary>Makes pages, for a member and for the operator alike: checks, page, app, audit.</summary>
sealed class NewPage(PageStore store, Apps apps, AuditLog audit, TimeProvider clock)
{
    const int MostPages = 100;

    public static Refusal? Check(string? name, string? handle, string? locale, string? timeZone) =>
        PlainText.Check("name", name, atMost: 80, atLeast: 1)
        ?? Handle.Check(handle)
        ?? LanguageTag.Check("locale", locale)
        ?? (timeZone is null || Zones.Exists(timeZone)
            ? null
            : Refusal.Invalid("timezone", "timezone is an IANA name, such as Europe/Madrid."));

    /// <summary>Makes a page of what <see cref="Check"/> passed.</summary>
    public async Task<Outcome<MadePage>> Make(
        BusinessId business, string by, string name, string handle, string? locale, string? timeZone, string? category,
        bool sample = false, bool sandbox = false)
    {
        if ((await store.Of(business)).Count >= MostPages)
            return PageRefusals.TooManyPages;
        var page = new Page
        {
            Id = new PageId(Ids.NewNumber()),
            Business = business,
            Handle = handle,
            Name = name.Trim(),
            Category = category,
            Locale = locale ?? LanguageTag.Default,
            Locales = [locale ?? LanguageTag.Default],
            TimeZone = timeZone ?? Zones.Default,
            Sample = sample,
            Sandbox = sandbox,
        };
        if (!await store.Add(page, clock.GetUtcNow()))
            return PageRefusals.HandleTaken;
        var keys = await apps.Create(business, page.Id, page.Name);
        page = (await store.Change(page.Id, made => made with { DefaultApp = keys.AppId }, clock.GetUtcNow()))!;
        await audit.Record(business, by, "page.made", page.Id.ToString(), page.Handle);
        return new MadePage(page, keys);
    }
}
