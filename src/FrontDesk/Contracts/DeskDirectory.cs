using System.Collections.Concurrent;
using Charla.Kernel;
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
    const int MostRemembered = 10_000;

    readonly DeskStore store;
    readonly DeskVoice voice;
    readonly ConcurrentDictionary<PageId, DeskSettings?> desks = new();
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

    internal async ValueTask<DeskSettings> Of(Page page)
    {
        if (!desks.TryGetValue(page.Id, out var settings))
        {
            if (desks.Count > MostRemembered)
                desks.Clear();
            settings = desks.GetOrAdd(page.Id, await store.Find(page.Id));
        }

        return settings ?? Untouched(Trades.Known.NameOf(page.Category), page.Locale);
    }

    DeskSettings Untouched(string? trade, string locale) =>
        untouched.GetOrAdd((trade, locale), key => Trades.Known.Untouched(key.Trade, key.Locale));

    internal async Task Save(PageId page, DeskSettings settings)
    {
        await store.Save(page, settings);
        desks[page] = settings;
    }
}
