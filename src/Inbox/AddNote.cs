using Charla.Conversations.Contracts;
using Charla.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Inbox;

/// <summary>A member leaves a note for the others; it goes to the team's log, which no person can read.</summary>
static class AddNote
{
    public sealed record Request(string? ClientId, string? Text);

    public static void Map(IEndpointRouteBuilder conversation) => conversation.MapPost("/notes", Handle).TakeIdempotencyKey();

    static async Task<IResult> Handle(HttpContext http, Request request, ConversationDoor door)
    {
        var clientId = request.ClientId ?? http.KeyAsClientId() ?? "";
        var note = new Conversations.Contracts.AddNote(http.Author(), clientId, request.Text ?? "");
        return (await door.Do(http.ConversationId(), note))
            .ToHttp(receipt => new { note_id = $"n{receipt.Seq}", receipt.Seq, receipt.At });
    }
}
