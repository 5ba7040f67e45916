using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.People.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Conversations;

/// <summary>A person edits, takes back, or reacts to a message.</summary>
static class ChangeMessage
{
    public sealed record EditRequest(string? Text);

    public sealed record ReactRequest(string? MessageId, string? Emoji);

    public static void Map(IEndpointRouteBuilder chat)
    {
        chat.MapPatch("/messages/{messageId}", (HttpContext http, string messageId, EditRequest request, ConversationDoor door) =>
            Do(http, messageId, door, seq => new Edit(Author.Person, seq, request.Text ?? "")));
        chat.MapDelete("/messages/{messageId}", (HttpContext http, string messageId, ConversationDoor door) =>
            Do(http, messageId, door, seq => new Unsend(Author.Person, seq)));
        chat.MapPost("/reactions", (HttpContext http, ReactRequest request, ConversationDoor door) =>
            Do(http, request.MessageId, door, seq => new React(Author.Person, seq, request.Emoji)));
    }

    static async Task<IResult> Do(HttpContext http, string? messageId, ConversationDoor door, Func<long, Command> command)
    {
        var person = http.Person();
        if (!MessageId.TryParse(messageId, out var id) || id.Person != person.Psid)
            return Refusal.NotFound.ToHttp();
        var outcome = await door.Do(new ConversationId(person.Page, person.Psid), command(id.Seq));
        return outcome.ToHttp(receipt => new { receipt.Seq, receipt.At });
    }
}
