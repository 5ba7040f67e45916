using Charla.Conversations.Contracts;
using Charla.Pages.Contracts;
using Charla.People.Contracts;

namespace Charla.Inbox;

/// <summary>One row of the list, in the shape of the API.</summary>
record Summary(
    string Id,
    string? Name,
    string? Locale,
    ConversationStatus Status,
    int Unread,
    long Seq,
    long TeamSeq,
    SummaryLast? Last,
    DateTimeOffset? WaitingSince,
    EntranceUsed? Source,
    string Helper,
    bool? Blocked,
    Watermarks Receipts,
    ReplyWindow? ReplyWindow,
    bool? Sample);

/// <summary>That a member may answer, on what ground, and how long if that ends. Absent when none may.</summary>
sealed record ReplyWindow(PolicyBasis Basis, DateTimeOffset? Until);

sealed record SummaryLast(DateTimeOffset At, string Kind, string? Text, string From, string? FromName);

/// <summary>Puts states and persons together for the list.</summary>
sealed class SummaryReader(PersonDirectory persons, PageDirectory pages, TimeProvider clock)
{
    public async ValueTask<Summary> Of(ConversationId id, ConversationState state) =>
        Of(id, state, await persons.Find(id.Page, id.Person), await pages.Find(id.Page));

    /// <summary>The rows of one page's list; its persons are asked for all at once.</summary>
    public async ValueTask<IReadOnlyList<Summary>> OfAll(Page page, IReadOnlyList<ListedConversation> rows)
    {
        var customers = await persons.FindAll(page.Id, rows.Select(row => row.Id.Person));
        return [.. rows.Select(row => Of(row.Id, row.State, customers.GetValueOrDefault(row.Id.Person), page))];
    }

    Summary Of(ConversationId id, ConversationState state, Person? person, Page? page) => new(
        id.Person.ToString(),
        person?.Name,
        person?.Locale,
        state.Status,
        state.Unread,
        state.ThreadSeq,
        state.TeamSeq,
        state.Last is { } last
            ? new SummaryLast(last.At, last.Kind, last.Text, EventWriter.KindOf(last.From), last.FromName)
            : null,
        state.WaitingSince,
        state.Source,
        state.HelperQuiet ? "quiet" : "on",
        state.BlockedByPage ? true : null,
        state.PersonHas,
        Window(state, page),
        page?.Sample == true ? true : null);

    ReplyWindow? Window(ConversationState state, Page? page)
    {
        var terms = new SendTerms { Profile = page?.Policy ?? PolicyProfile.House, IsHuman = true };
        return MessagingPolicy.Decide(state, terms, clock.GetUtcNow()) is { Basis: { } basis } verdict
            ? new ReplyWindow(basis, verdict.Until)
            : null;
    }
}
