using System.Collections.Concurrent;
using Charla.Pages.Contracts;

namespace Charla.FrontDesk.Contracts;

/// <summary>What a person finds before the first message, in their language.</summary>
public sealed record Welcome(string HelperName, string? Greeting, IReadOnlyList<Starter> Starters);

/// <summary>A question to tap.</summary>
public sealed record Starter(string Title, string Payload);

/// <summary>The front desks of all pages: from memory once asked for, and always as last written.</summary>
public sealed class DeskDirectory
{
    const int MostStarters = 4;

    readonly DeskStore store;
    readonly DeskVoice voice;
    readonly ConcurrentDictionary<(string? Trade, string Locale), DeskSettings> untouched = new();

    internal DeskDirectory(DeskStore store, DeskVoice voice) => (this.store, this.voice) = (store, voice);

    public async Task<Welcome> Welcome(Page page, string locale, string? name)
    {
        var desk = await Of(page);
        var greeting = desk.Greeting.On ? await voice.Say(desk.Greeting.Text, page, locale, name) : null;
        return new Welcome(desk.HelperName, greeting, Starters(desk, page, locale));
    }

    internal async ValueTask<IReadOnlyList<string>> Questions(Page page, string language) =>
        [.. Starters(await Of(page), page, language).Select(starter => starter.Title)];

    static IReadOnlyList<Starter> Starters(DeskSettings desk, Page page, string locale) =>
    [
        .. from faq in desk.Faqs.Take(MostStarters)
        let title = LocalText.Choose(faq.Question, locale, page.Locale)?.Text
        where title is not null
        select new Starter(title, faq.Payload),
    ];

    internal async ValueTask<DeskSettings> Of(Page page) => await store.Find(page.Id) ?? Untouched(page);

    internal Task<DeskSettings> Change(Page page, Func<DeskSettings, DeskSettings> change) =>
        store.Change(page.Id, settings => change(settings ?? Untouched(page)));

    DeskSettings Untouched(Page page) => untouched.GetOrAdd(
        (Trades.Known.NameOf(page.Category), page.Locale), key => Trades.Known.Untouched(key.Trade, key.Locale));
}
