using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Kernel.Storage;

namespace Charla.People.Contracts;

/// <summary>The persons of all pages; the lately asked for are kept in memory.</summary>
public sealed class PersonDirectory
{
    static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(5);

    readonly PersonStore store;
    readonly TimeProvider clock;

    internal PersonDirectory(PersonStore store, TimeProvider clock) => (this.store, this.clock) = (store, clock);

    /// <summary>A new person of the page. A language or zone that is none is left out.</summary>
    public async Task<Person> Create(PageId page, string? locale, string? timeZone)
    {
        var person = New(page, new Psid(Ids.NewNumber()), locale, timeZone);
        await store.Add(person);
        return person;
    }

    /// <summary>A person whom the page knows from elsewhere, by the number that they have there.</summary>
    public async Task Bring(PageId page, Psid psid, string? name, string? locale)
    {
        if (await store.Find(page, psid) is null)
            await store.AddOnce(New(page, psid, locale, null) with { Name = name });
    }

    public ValueTask<Person?> Find(PageId page, Psid psid) => store.Find(page, psid);

    /// <summary>Those of these persons whom the page has; one query for all who are not in memory.</summary>
    public async ValueTask<IReadOnlyDictionary<Psid, Person>> FindAll(PageId page, IEnumerable<Psid> psids) =>
        (await store.FindAll(page, psids)).ToDictionary(person => person.Psid);

    /// <summary>Persons of the page whose name has this text in it, in any case.</summary>
    public Task<IReadOnlyCollection<Psid>> Search(PageId page, string text, int atMost) => store.Search(page, text, atMost);

    /// <summary>Changes the person; null when the page has none of this id.</summary>
    public Task<Person?> Update(PageId page, Psid psid, Func<Person, Person> change) => store.Update(page, psid, change);

    /// <summary>Notes that the person is here; written at most once in five minutes.</summary>
    public async Task Seen(PageId page, Psid psid)
    {
        var now = clock.GetUtcNow().ToMilliseconds();
        if (await Find(page, psid) is { } person && now - person.LastSeenAt >= SeenEvery)
            await Update(page, psid, seen => seen with { LastSeenAt = now });
    }

    Person New(PageId page, Psid psid, string? locale, string? timeZone)
    {
        var now = clock.GetUtcNow().ToMilliseconds();
        return new Person(
            page,
            psid,
            null,
            LanguageTag.IsValid(locale) ? locale! : LanguageTag.Default,
            Pages.Contracts.Zones.Exists(timeZone) ? timeZone : null,
            null,
            now,
            now);
    }
}
