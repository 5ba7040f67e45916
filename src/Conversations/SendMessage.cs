using Charla.Accounts.Contracts;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.People.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Conversations;

/// <summary>A person says something: by POST here, or by a frame of the live socket, which asks the same.</summary>
static class SendMessage
{
    const int PerMinute = 30;

    public sealed record Answer(string MessageId, long Seq, DateTimeOffset At);

    public static void Map(IEndpointRouteBuilder chat) => chat.MapPost("/messages", Handle).TakeIdempotencyKey();

    static async Task<IResult> Handle(
        HttpContext http, MessageDraft draft, MessageDrafts drafts, ConversationDoor door, Limits limits) =>
        (await Send(http.Person(), draft with { ClientId = draft.ClientId ?? http.KeyAsClientId() }, drafts, door, limits)).ToHttp();

    public static async Task<Outcome<Answer>> Send(
        PersonSession person, MessageDraft draft, MessageDrafts drafts, ConversationDoor door, Limits limits)
    {
        if (limits.Take("chat.message", person.Psid.ToString(), PerMinute, TimeSpan.FromMinutes(1)) is { } tooMany)
            return tooMany;
        var id = new ConversationId(person.Page, person.Psid);
        var command = await drafts.ToCommand(draft, Author.Person, id);
        if (!command.IsAccepted)
            return command.Refusal;
        var outcome = await door.Do(id, command.Value);
        return outcome.IsAccepted
            ? new Answer(new MessageId(person.Psid, outcome.Value.Seq).ToString(), outcome.Value.Seq, outcome.Value.At)
            : outcome.Refusal;
    }
}
