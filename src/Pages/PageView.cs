using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Pages.Contracts;
using Microsoft.AspNetCore.Http;

namespace Charla.Pages;

/// <summary>A page's settings as the team's API writes them.</summary>
sealed record PageView(
    PageId Id, string Handle, string Name, IReadOnlyDictionary<string, string> About, string? Category, string? PictureUrl,
    string Brand, string Locale, IReadOnlyList<string> Locales, string Timezone, string? Address, string? Phone,
    WeekHours Hours, IReadOnlyList<SpecialDay> SpecialDays, PolicyProfile Policy, bool Sample, PageLinks Links)
{
    /// <summary>The keys of the page's app: only in the answer that made the page.</summary>
    public AppKeys? App { get; init; }

    public static PageView Of(Page page, PublicAddress address, HttpContext http) => new(
        page.Id, page.Handle, page.Name, page.About, page.Category, page.PictureUrl, page.Brand, page.Locale, page.Locales,
        page.TimeZone, page.Address, page.Phone, page.Hours, page.SpecialDays, page.Policy, page.Sample,
        new PageLinks(address.Of(http, $"/p/{page.Handle}"), address.Of(http, $"/m/{page.Handle}")));
}

sealed record PageLinks(string Page, string Chat);

/// <summary>A page as lists show it.</summary>
sealed record PageSummary(
    PageId Id, string Handle, string Name, string? PictureUrl, string Brand, string Locale, string Timezone, bool Sample,
    bool Sandbox)
{
    public static PageSummary Of(Page page) => new(
        page.Id, page.Handle, page.Name, page.PictureUrl, page.Brand, page.Locale, page.TimeZone, page.Sample,
        page.Sandbox);
}
