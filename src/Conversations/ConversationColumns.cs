using Charla.Conversations.Contracts;
using Charla.Kernel.Storage;

namespace Charla.Conversations;

/// <summary>What lists filter and sort by stands in columns beside the state.</summary>
static class ConversationColumns
{
    /// <summary>In the column that lists look for a status in, while nothing was said.</summary>
    const long NotBegun = -1;

    public static long Status(ConversationState after) => after.HasBegun ? (long)after.Status : NotBegun;

    public static long Unread(ConversationState after) => after.IsUnread ? 1 : 0;

    public static long LastAt(Decision decision) => (decision.After.Last?.At ?? decision.Entries[^1].At).ToStored();
}
