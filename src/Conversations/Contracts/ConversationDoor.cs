using Charla.Kernel;

namespace Charla.Conversations.Contracts;

/// <summary>
/// The way into a conversation. What is active in this process is asked directly, anything else through its grain, which
/// activates it here or knows the process that has it.
/// </summary>
public sealed class ConversationDoor
{
    readonly ActiveConversations active;
    readonly IGrainFactory grains;

    internal ConversationDoor(ActiveConversations active, IGrainFactory grains) => (this.active, this.grains) = (active, grains);

    /// <summary>An accepted command is on the disk when its answer comes; a refused one changed nothing.</summary>
    public Task<Outcome<Receipt>> Do(ConversationId id, Command command) =>
        active.Find(id) is { } here ? here.Do(command) : Grain(id).Do(command);

    /// <summary>The state as it is on the disk.</summary>
    public async ValueTask<ConversationState> Look(ConversationId id) =>
        active.Find(id) is { } here ? here.Look() : await Grain(id).Look();

    /// <summary>Tells the other side's screens that somebody types, or stopped. Kept nowhere.</summary>
    public Task Type(ConversationId id, Author by, bool on)
    {
        if (active.Find(id) is not { } here)
            return Grain(id).Type(by, on);
        here.Type(by, on);
        return Task.CompletedTask;
    }

    IConversationGrain Grain(ConversationId id) => grains.GetGrain<IConversationGrain>(id.ToKey());
}
