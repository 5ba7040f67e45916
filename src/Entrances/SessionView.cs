using Charla.Conversations.Contracts;
using Charla.Entrances.Contracts;
using Charla.FrontDesk.Contracts;
using Charla.Kernel;
using Charla.Pages.Contracts;
using Charla.People.Contracts;

namespace Charla.Entrances;

/// <summary>All that the chat needs to open: the page, the person, the words before the first message, the numbers.</summary>
/// <param name="Receipts">What the business has received and read.</param>
/// <param name="ReadUpTo">What the person has read, on whichever device.</param>
/// <param name="Blocked">The person wants no message of the page.</param>
sealed record SessionView(
    string? Token,
    Psid Psid,
    Psid Conversation,
    string Epoch,
    long Seq,
    PageCard Page,
    PersonCard Person,
    EntryCard Entry,
    Watermarks Receipts,
    long ReadUpTo,
    bool Blocked);

sealed record PersonCard(string? Name, string Locale);

/// <summary>
/// The words and ways to begin before the first message, and what stands beside the conversation. What an app set goes
/// before what the front desk says.
/// </summary>
/// <param name="Sites">Whose pages open within the chat.</param>
sealed record EntryCard(
    string? Greeting,
    IReadOnlyList<Starter> Starters,
    GetStartedCard? GetStarted,
    EntryMenu? Menu,
    IReadOnlyList<EntryCommand>? Commands,
    IReadOnlyList<string>? Sites)
{
    public static EntryCard Of(Welcome desk, AppEntry? app)
    {
        if (app is null)
            return new EntryCard(desk.Greeting, desk.Starters, null, null, null, null);
        var breakers = app.IceBreakers.Select(one => new Starter(one.Title, one.Payload)).ToList();
        var begins = breakers.Count == 0 ? app.GetStarted : null;
        return new EntryCard(
            app.Greeting ?? desk.Greeting,
            breakers.Count > 0 ? breakers : begins is null ? desk.Starters : [],
            begins is null ? null : new GetStartedCard(begins),
            app.Menu,
            app.Commands,
            app.Sites);
    }
}

/// <summary>The button with which somebody new begins.</summary>
sealed record GetStartedCard(string Payload);

/// <summary>The page as its customers see it now.</summary>
sealed record PageCard(
    PageId Id,
    string Handle,
    string Name,
    string? About,
    string? Category,
    string? PictureUrl,
    string Brand,
    string Locale,
    IReadOnlyList<string> Locales,
    string Timezone,
    string? Address,
    string? Phone,
    HoursCard Hours,
    long? UsualReplySeconds,
    string HelperName);

/// <param name="Today">The day's opening times; null when the page has entered none at all.</param>
sealed record HoursCard(bool IsOpen, DateTimeOffset? OpensAt, DateTimeOffset? ClosesAt, IReadOnlyList<Span>? Today)
{
    public static HoursCard Of(Page page, DateTimeOffset now)
    {
        var hours = page.BusinessHours;
        var isOpen = hours.IsOpen(now);
        return new HoursCard(
            isOpen,
            isOpen ? null : hours.NextOpening(now),
            isOpen ? hours.NextClosing(now) : null,
            hours.IsSet ? hours.On(hours.DateOf(now)) : null);
    }
}

/// <summary>Puts a session together from what the modules know.</summary>
sealed class Sessions(
    DeskDirectory desks,
    AppEntries apps,
    UsualReplies replies,
    ConversationReader reader,
    ConversationDoor door,
    TimeProvider clock)
{
    public async Task<SessionView> View(Page page, Person person, string? token)
    {
        var state = await door.Look(new ConversationId(page.Id, person.Psid));
        var welcome = await desks.Welcome(page, person.Locale, person.Name);
        var usual = await replies.Ask(page.Id);
        var about = Page.InLanguage(page.About, person.Locale, page.Locale);
        var card = new PageCard(
            page.Id, page.Handle, page.Name, about, page.Category, page.PictureUrl, page.Brand, page.Locale, page.Locales,
            page.TimeZone, page.Address, page.Phone, HoursCard.Of(page, clock.GetUtcNow()), (long?)usual?.TotalSeconds,
            welcome.HelperName);
        return new SessionView(
            token, person.Psid, person.Psid, await reader.Epoch(), state.ThreadSeq, card,
            new PersonCard(person.Name, person.Locale), EntryCard.Of(welcome, await apps.Ask(page, person)), state.TeamHas,
            state.PersonHas.Read, state.BlockedByPerson);
    }
}
