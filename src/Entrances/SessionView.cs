using Charla.Conversations.Contracts;
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

sealed record EntryCard(string? Greeting, IReadOnlyList<Starter> Starters);

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
            new PersonCard(person.Name, person.Locale), new EntryCard(welcome.Greeting, welcome.Starters), state.TeamHas,
            state.PersonHas.Read, state.BlockedByPerson);
    }
}
