using Charla.Conversations.Contracts;
using Charla.Kernel.Http;
using Charla.People.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Conversations;

/// <summary>What a person's screen tells: delivered, read, typing; and that the person blocks the page.</summary>
static class MarkSeen
{
    public sealed record SeqRequest(long? Seq);

    public sealed record OnRequest(bool? On);

    public static void Map(IEndpointRouteBuilder chat)
    {
        chat.MapPost("/read", (HttpContext http, SeqRequest request, ConversationDoor door) =>
            Do(http, door, new MarkRead(Author.Person, request.Seq ?? -1)));
        chat.MapPost("/delivered", (HttpContext http, SeqRequest request, ConversationDoor door) =>
            Do(http, door, new MarkDelivered(Author.Person, request.Seq ?? -1)));
        chat.MapPost("/block", (HttpContext http, OnRequest request, ConversationDoor door) =>
            Do(http, door, new Block(Author.Person, request.On ?? true)));
        chat.MapPost("/typing", async (HttpContext http, OnRequest request, ConversationDoor door) =>
        {
            await door.Type(ConversationOf(http), Author.Person, request.On ?? true);
            return TypedResults.Ok(new { on = request.On ?? true });
        });
    }

    static async Task<IResult> Do(HttpContext http, ConversationDoor door, Command command) =>
        (await door.Do(ConversationOf(http), command)).ToHttp(receipt => new { receipt.Seq });

    static ConversationId ConversationOf(HttpContext http) => new(http.Person().Page, http.Person().Psid);
}
