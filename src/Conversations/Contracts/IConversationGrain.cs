using Charla.Kernel;

namespace Charla.Conversations.Contracts;

/// <summary>
/// The one writer of a conversation. An accepted command is on the disk when its answer comes; a refused one changed
/// nothing.
/// </summary>
[Alias("charla.IConversationGrain")]
public interface IConversationGrain : IGrainWithStringKey
{
    [Alias("Do")]
    Task<Outcome<Receipt>> Do(Command command);

    /// <summary>The state as it is on the disk.</summary>
    [Alias("Look")]
    Task<ConversationState> Look();

    /// <summary>Tells the other side's screens that somebody types, or stopped. Kept nowhere.</summary>
    [Alias("Type")]
    Task Type(Author by, bool on);
}

public static class ConversationGrains
{
    public static IConversationGrain Conversation(this IGrainFactory grains, ConversationId id) =>
        grains.GetGrain<IConversationGrain>(id.ToKey());
}
