using Charla.Conversations.Contracts;
using Charla.Pages.Contracts;

namespace Charla.FrontDesk;

/// <summary>
/// Follows the journal and writes down how long people waited: from their first unanswered message to the first word of
/// a member. What answers by itself never counts.
/// </summary>
sealed class MeasureReplies(DeskStore store, PageDirectory pages, ReplyTimes times) : IFollower
{
    public string Name => "frontdesk.reply_times";

    public bool Wants(Entry entry) => entry.Event is MessageSent { AnswersSince: not null };

    public async Task Handle(Entry entry, CancellationToken cancel)
    {
        if (entry.Event is not MessageSent { AnswersSince: { } since } || await pages.Find(entry.Conversation.Page) is not { } page)
            return;
        var open = page.BusinessHours.OpenTimeBetween(since, entry.At);
        await store.Answered(entry.Conversation, entry.Seq, entry.At, open);
        times.Forget(page.Id);
    }
}
