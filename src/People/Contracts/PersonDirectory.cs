using System.Collections.Concurrent;
using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Kernel.Storage;

namespace Charla.People.Contracts;

/// <summary>The persons of all pages; the lately asked for are kept in memory.</summary>
public sealed class PersonDirectory
{
    const int MostRemembered = 10_000;
    static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(5);

    readonly PersonStore store;
    readonly TimeProvider clock;
    readonly ConcurrentDictionary<(PageId, Psid), Person> persons = new();

    internal PersonDirectory(PersonStore store, TimeProvider clock) => (this.store, this.clock) = (store, clock);

    /// <summary>A new person of the page. A language or zone that is none is left out.</summary>
    public async Task<Person> Create(PageId page, string? locale, string? timeZone)
    {
        var now = clock.GetUtcNow().ToMilliseconds();
        var person = new Person(
            page,
            new Psid(Ids.NewNumber()),
            null,
            LanguageTag.IsValid(locale) ? locale! : LanguageTag.Default,
            Pages.Contracts.Zones.Exists(timeZone) ? timeZone : null,
            null,
            now,
            now);
        await store.Add(person);
        return Remember(person);
    }

    public async ValueTask<Person?> Find(PageId page, Psid psid)
    {
        if (persons.TryGetValue((page, psid), out var known))
            return known;
        return await store.Find(page, psid) is { } person ? Remember(person) : null;
    }

    /// <summary>Those of these persons whom the page has; one query for all who are not in memory.</summary>
    public async ValueTask<IReadOnlyDictionary<Psid, Person>> FindAll(PageId page, IEnumerable<Psid> psids)
    {
        var found = new Dictionary<Psid, Person>();
        var unknown = new List<Psid>();
        foreach (var psid in psids)
        {
            if (persons.TryGetValue((page, psid), out var known))
                found[psid] = known;
            else
                unknown.Add(psid);
        }

        if (unknown.Count > 0)
        {
            foreach (var person in await store.FindAll(page, unknown))
                found[person.Psid] = Remember(person);
        }

        return found;
    }

    /// <summary>Persons of the page whose name has this text in it, in any case.</summary>
    public Task<IReadOnlyCollection<Psid>> Search(PageId page, string text, int atMost) => store.Search(page, text, atMost);

    /// <summary>Changes the person; null when the page has none of this id.</summary>
    public async Task<Person?> Update(PageId page, Psid psid, Func<Person, Person> change)
    {
        if (await store.Update(page, psid, change) is not { } person)
            return null;
        return Remember(person);
    }

    /// <summary>Notes that the person is here; written at most once in five minutes.</summary>
    public async Task Seen(PageId page, Psid psid)
    {
        var now = clock.GetUtcNow().ToMilliseconds();
        if (await Find(page, psid) is { } person && now - person.LastSeenAt >= SeenEvery)
            await Update(page, psid, seen => seen with { LastSeenAt = now });
    }

    Person Remember(Person person)
    {
        if (persons.Count > MostRemembered)
            persons.Clear();
        return persons[(person.Page, person.Psid)] = person;
    }
}
