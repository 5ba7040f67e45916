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
    static Address? address;

    /// <summary>
    /// The conversation's grain. The names of its type are looked up once: the factory finds them by reflection each
    /// time, which a message would pay for.
    /// </summary>
    public static IConversationGrain Conversation(this IGrainFactory grains, ConversationId id)
    {
        if (address is { } known)
            return (IConversationGrain)grains.GetGrain(GrainId.Create(known.Type, id.ToKey()), known.Interface);
        var first = grains.GetGrain<IConversationGrain>(id.ToKey());
        address = new Address(first.GetGrainId().Type, ((GrainReference)first).InterfaceType);
        return first;
    }

    sealed record Address(GrainType Type, GrainInterfaceType Interface);
}
