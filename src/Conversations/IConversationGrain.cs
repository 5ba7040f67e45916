using Charla.Conversations.Contracts;
using Charla.Kernel;

namespace Charla.Conversations;

/// <summary>The conversation's address in the cluster; <see cref="ConversationDoor"/> is the way to it.</summary>
[Alias("charla.IConversationGrain")]
interface IConversationGrain : IGrainWithStringKey
{
    [Alias("Do")]
    Task<Outcome<Receipt>> Do(Command command);

    [Alias("Look")]
    Task<ConversationState> Look();

    [Alias("Type")]
    Task Type(Author by, bool on);
}
