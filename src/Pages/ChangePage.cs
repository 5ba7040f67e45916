using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.Pages.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Pages;

/// <summary>Changes the settings that are given; an empty text takes a setting away.</summary>
static class ChangePage
{
    const int MostLanguages = 20;
    const int MostSpansADay = 10;
    const int MostSpecialDays = 400;

    internal sealed record Request(
        string? Handle, string? Name, Dictionary<string, string?>? About, string? Category, string? Brand, string? Locale,
        List<string?>? Locales, string? Timezone, string? Address, string? Phone, WeekHours? Hours,
        List<SpecialDay?>? SpecialDays, PolicyProfile? Policy);

    public static void Map(IEndpointRouteBuilder page) => page.MapPatch("", Handle).RequireManager();

    static async Task<IResult> Handle(
        Request request, Actor actor, HttpContext http, PageStore store, PublicAddress address,
        AuditLog audit, TimeProvider clock)
    {
        if (Check(request) is { } refusal)
            return refusal.ToHttp();
        if (await store.Change(http.Page().Id, page => Apply(request, page), clock.GetUtcNow()) is not { } page)
            return PageRefusals.HandleTaken.ToHttp();
        await audit.Record(actor.Business, actor.Id, "page.changed", page.Id.ToString(), string.Join(' ', Given(request)));
        return TypedResults.Ok(PageView.Of(page, address, http));
    }

    static Page Apply(Request request, Page page) => page with
    {
        Handle = request.Handle ?? page.Handle,
        Name = request.Name?.Trim() ?? page.Name,
        About = request.About is null
            ? page.About
            : request.About.Where(text => !string.IsNullOrWhiteSpace(text.Value)).ToDictionary(text => text.Key, text => text.Value!.Trim()),
        Category = Changed(request.Category, page.Category),
        Brand = request.Brand?.ToLowerInvariant() ?? page.Brand,
        Locale = request.Locale ?? page.Locale,
        Locales = Languages(request, page),
        TimeZone = request.Timezone ?? page.TimeZone,
        Address = Changed(request.Address, page.Address),
        Phone = Changed(request.Phone, page.Phone),
        Hours = request.Hours ?? page.Hours,
        Policy = request.Policy ?? page.Policy,
        SpecialDays = request.SpecialDays is null ? page.SpecialDays : [.. request.SpecialDays.OrderBy(day => day!.Date)!],
    };

    static string? Changed(string? given, string? before) =>
        given is null ? before : string.IsNullOrWhiteSpace(given) ? null : given.Trim();

    /// <summary>The page's own language is always one of them, and first.</summary>
    static List<string> Languages(Request request, Page page)
    {
        var own = request.Locale ?? page.Locale;
        return [own, .. (request.Locales?.OfType<string>() ?? page.Locales).Where(tag => tag != own).Distinct()];
    }

    static Refusal? Check(Request request) =>
        (request.Handle is null ? null : Pages.Handle.Check(request.Handle))
        ?? (request.Name is null ? null : PlainText.Check("name", request.Name, atMost: 80, atLeast: 1))
        ?? CheckAbout(request.About)
        ?? PlainText.Check("category", request.Category, atMost: 60)
        ?? (request.Brand is null || Brand.IsValid(request.Brand)
            ? null
            : Refusal.Invalid("brand", "brand is a colour such as #a32858."))
        ?? LanguageTag.Check("locale", request.Locale)
        ?? (request.Locales is { } tags && (tags.Count > MostLanguages || !tags.TrueForAll(LanguageTag.IsValid))
            ? Refusal.Invalid("locales", "locales holds at most 20 language tags.")
            : null)
        ?? (request.Timezone is null || Zones.Exists(request.Timezone)
            ? null
            : Refusal.Invalid("timezone", "timezone is an IANA name, such as Europe/Madrid."))
        ?? PlainText.Check("address", request.Address, atMost: 300)
        ?? PlainText.Check("phone", request.Phone, atMost: 40)
        ?? CheckHours(request);

    static Refusal? CheckAbout(Dictionary<string, string?>? about)
    {
        if (about is null)
            return null;
        if (about.Count > MostLanguages || !about.Keys.All(LanguageTag.IsValid))
            return Refusal.Invalid("about", "about holds texts by language tag, at most 20.");
        return about.Values.Select(text => PlainText.Check("about", text, atMost: 1000)).FirstOrDefault(refusal => refusal is not null);
    }

    static Refusal? CheckHours(Request request)
    {
        if (request.Hours is { } week && Enum.GetValues<DayOfWeek>().Any(day => week.On(day).Count > MostSpansADay))
            return Refusal.Invalid("hours", "A day has at most 10 spans.");
        if (request.SpecialDays is not { } days)
            return null;
        return days.Count > MostSpecialDays || days.Any(day => day is null || day.Hours.Count > MostSpansADay)
            ? Refusal.Invalid("special_days", "At most 400 special days, each with at most 10 spans.")
            : days.Select(day => PlainText.Check("special_days", day!.Name, atMost: 80)).FirstOrDefault(refusal => refusal is not null);
    }

    static IEnumerable<string> Given(Request request) =>
        from property in typeof(Request).GetProperties()
        where property.GetValue(request) is not null
        select System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
}
