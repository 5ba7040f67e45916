using Charla.Conversations.Contracts;
using Charla.Kernel.Http;
using Charla.Pages.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Inbox;

/// <summary>The team answers: with a text, a file, quick replies or a template.</summary>
static class AnswerPerson
{
    public static void Map(IEndpointRouteBuilder conversation) => conversation.MapPost("/messages", Handle)
        .TakeIdempotencyKey();

    static async Task<IResult> Handle(HttpContext http, MessageDraft draft, MessageDrafts drafts, ConversationDoor door)
    {
        draft = draft with { ClientId = draft.ClientId ?? http.KeyAsClientId() };
        var command = await drafts.ToCommand(draft, http.Author(), http.ConversationId());
        if (!command.IsAccepted)
            return command.Refusal.ToHttp();
        var outcome = await door.Do(http.ConversationId(), command.Value is Send send ? send with { Terms = Terms(http) } : command.Value);
        return outcome.ToHttp(receipt => new
        {
            message_id = new MessageId(http.Customer().Psid, receipt.Seq).ToString(),
            receipt.Seq,
            receipt.At,
        });
    }

    static SendTerms Terms(HttpContext http) => new()
    {
        Profile = http.Page().Policy,
        DefaultApp = http.Page().DefaultApp,
        IsDefaultAppListening = http.Page().IsDefaultAppListening,
        IsHuman = http.Author().Kind == AuthorKind.Member,
    };
}
