using Charla.Conversations.Contracts;
using Charla.Kernel;
using Orleans.Concurrency;

namespace Charla.Conversations;

/// <summary>
/// Sees to it that a conversation is active in one process of the cluster, and answers those of the others. Doors of the
/// same process go past it: a call of a grain costs a third of a message.
/// </summary>
[Reentrant]
sealed class ConversationGrain(ActiveConversations conversations) : Grain, IConversationGrain
{
    ActiveConversation conversation = null!;

    public override async Task OnActivateAsync(CancellationToken cancellationToken) =>
        conversation = await conversations.Activate(ConversationId.FromKey(this.GetPrimaryKeyString()));

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        conversations.Remove(conversation);
        return Task.CompletedTask;
    }

    public Task<Outcome<Receipt>> Do(Command command) => conversation.Do(command);

    public Task<ConversationState> Look() => Task.FromResult(conversation.Look());

    public Task Type(Author by, bool on)
    {
        conversation.Type(by, on);
        return Task.CompletedTask;
    }
}
