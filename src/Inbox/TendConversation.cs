using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Inbox;

/// <summary>What a member does to a conversation without saying anything: seen, typing, status, helper, block.</summary>
static class TendConversation
{
    public sealed record SeqRequest(long? Seq);

    public sealed record OnRequest(bool? On);

    public sealed record StatusRequest(ConversationStatus? Status);

    public sealed record HelperRequest(bool? Quiet);

    public static void Map(IEndpointRouteBuilder conversation)
    {
        conversation.MapPost("/read", (HttpContext http, SeqRequest request, ConversationDoor door) =>
            Do(http, door, new MarkRead(http.Author(), request.Seq ?? -1)));
        conversation.MapPost("/delivered", (HttpContext http, SeqRequest request, ConversationDoor door) =>
            Do(http, door, new MarkDelivered(http.Author(), request.Seq ?? -1)));
        conversation.MapPost("/status", (HttpContext http, StatusRequest request, ConversationDoor door) =>
            request.Status is { } status
                ? Do(http, door, new SetStatus(http.Author(), status))
                : Task.FromResult(Refusal.Invalid("status", "status is open or resolved.").ToHttp()));
        conversation.MapPost("/helper", (HttpContext http, HelperRequest request, ConversationDoor door) =>
            Do(http, door, new QuietHelper(http.Author(), request.Quiet ?? true)));
        conversation.MapPost("/block", (HttpContext http, OnRequest request, ConversationDoor door) =>
            Do(http, door, new Block(http.Author(), request.On ?? true)));
        conversation.MapPost("/typing", async (HttpContext http, OnRequest request, ConversationDoor door) =>
        {
            await door.Type(http.ConversationId(), http.Author(), request.On ?? true);
            return TypedResults.Ok(new { on = request.On ?? true });
        });
    }

    static async Task<IResult> Do(HttpContext http, ConversationDoor door, Command command) =>
        (await door.Do(http.ConversationId(), command)).ToHttp(receipt => new { receipt.Seq, receipt.At });
}
