using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Inbox;

/// <summary>Who answered edits or takes back the answer; anybody of the team reacts to a message.</summary>
static class ChangeAnswer
{
    public sealed record EditRequest(string? Text);

    public sealed record ReactRequest(string? MessageId, string? Emoji);

    public static void Map(IEndpointRouteBuilder conversation)
    {
        conversation.MapPatch("/messages/{messageId}", (
            HttpContext http, string messageId, EditRequest request, ConversationDoor door) =>
            Do(http, messageId, door, seq => new Edit(http.Author(), seq, request.Text ?? "")));
        conversation.MapDelete("/messages/{messageId}", (HttpContext http, string messageId, ConversationDoor door) =>
            Do(http, messageId, door, seq => new Unsend(http.Author(), seq)));
        conversation.MapPost("/reactions", (HttpContext http, ReactRequest request, ConversationDoor door) =>
            Do(http, request.MessageId, door, seq => new React(http.Author(), seq, request.Emoji)));
    }

    static async Task<IResult> Do(HttpContext http, string? messageId, ConversationDoor door, Func<long, Command> command)
    {
        if (!MessageId.TryParse(messageId, out var id) || id.Person != http.Customer().Psid)
            return Refusal.NotFound.ToHttp();
        return (await door.Do(http.ConversationId(), command(id.Seq))).ToHttp(receipt => new { receipt.Seq, receipt.At });
    }
}
