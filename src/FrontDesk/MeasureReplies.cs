using Charla.Conversations.Contracts;
using Charla.Pages.Contracts;

namespace Charla.FrontDesk;

/// <summary>
/// Follows the journal and writes down how long people waited: from their first unanswered message to the first word of
/// a member. What answers by itself never counts; an app's answer ends the wait, but is no person's reply.
/// </summary>
sealed class MeasureReplies(DeskStore store, PageDirectory pages, ReplyTimes times) : IFollower
{
    public string Name => "frontdesk.reply_times";

    public bool Wants(Entry entry) => entry switch
    {
        { Log: Log.Thread, By.Kind: AuthorKind.Person, Event: MessageSent or PostbackTapped } => true,
        { Log: Log.Thread, By.Kind: AuthorKind.Member or AuthorKind.App, Event: MessageSent } => true,
        { Event: StatusChanged { Status: ConversationStatus.Resolved } } => true,
        _ => false,
    };

    public Task Handle(Entry entry, CancellationToken cancel) => entry switch
    {
        { Event: StatusChanged resolved } => store.NobodyWaits(entry.Conversation, resolved.ThreadSeq),
        { By.IsPerson: true } => store.Asked(entry.Conversation, entry.Seq, entry.At),
        { By.Kind: AuthorKind.App } => store.NobodyWaits(entry.Conversation, entry.Seq),
        _ => Answered(entry),
    };

    async Task Answered(Entry answer)
    {
        if (await store.WaitsSince(answer.Conversation, answer.Seq) is not { } since
            || await pages.Find(answer.Conversation.Page) is not { } page)
        {
            return;
        }

        var open = page.BusinessHours.OpenTimeBetween(since, answer.At);
        await store.Answered(answer.Conversation, answer.Seq, answer.At, open);
        times.Forget(page.Id);
    }
}
