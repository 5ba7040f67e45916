using Charla.Conversations.Contracts;

namespace Charla.Conversations;

/// <summary>What submissions change in the counts of their pages.</summary>
static class CountChanges
{
    public static SortedDictionary<long, (long Open, long Unread, long Resolved)> Of(IEnumerable<Submission> submissions)
    {
        var changes = new SortedDictionary<long, (long Open, long Unread, long Resolved)>();
        foreach (var submission in submissions)
        {
            var (before, after) = (Count(submission.Before), Count(submission.Decision.After));
            if (before == after)
                continue;
            var page = submission.Conversation.Page.Value;
            var sum = changes.GetValueOrDefault(page);
            changes[page] = (
                sum.Open + after.Open - before.Open,
                sum.Unread + after.Unread - before.Unread,
                sum.Resolved + after.Resolved - before.Resolved);
        }

        return changes;
    }

    static (long Open, long Unread, long Resolved) Count(ConversationState state) =>
        !state.HasBegun ? default
        : (state.Status == ConversationStatus.Open ? 1 : 0, state.IsUnread ? 1 : 0, state.Status == ConversationStatus.Resolved ? 1 : 0);
}
