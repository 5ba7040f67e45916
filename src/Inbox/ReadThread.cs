using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Inbox;

/// <summary>The team reads the thread, and beside it the log of notes and statuses that only the team sees.</summary>
static class ReadThread
{
    public static void Map(IEndpointRouteBuilder conversation)
    {
        conversation.MapGet("/events", (
            HttpContext http, ConversationReader reader, EventWriter writer, long? after, long? before, int limit = 50) =>
            Read(http, reader, writer, Log.Thread, after, before, limit));
        conversation.MapGet("/team", (
            HttpContext http, ConversationReader reader, EventWriter writer, long? after, long? before, int limit = 50) =>
            Read(http, reader, writer, Log.Team, after, before, limit));
    }

    static async Task<IResult> Read(
        HttpContext http, ConversationReader reader, EventWriter writer, Log log, long? after, long? before, int limit)
    {
        if (Check(after, before, limit) is { } refusal)
            return refusal.ToHttp();
        var id = http.ConversationId();
        var page = await reader.Page(id, log, after, before, limit);
        var state = await reader.State(id);
        var epoch = await reader.Epoch();
        return new WrittenJson(json =>
        {
            json.WriteStartObject();
            json.WriteString("epoch", epoch);
            json.WriteNumber("seq", log == Log.Thread ? state.ThreadSeq : state.TeamSeq);
            json.WritePropertyName("events");
            writer.WriteAll(json, page.Entries, Audience.Team);
            json.WriteBoolean("more", page.More);
            if (log == Log.Thread)
            {
                json.WriteStartObject("receipts");
                json.WriteNumber("delivered", state.PersonHas.Delivered);
                json.WriteNumber("read", state.PersonHas.Read);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        });
    }

    static Refusal? Check(long? after, long? before, int limit) =>
        after < 0 || before < 0 ? Refusal.Invalid(after < 0 ? "after" : "before", "A number of a log is 0 or more.")
        : limit is < 1 or > ConversationReader.MaxLimit ? Refusal.Invalid("limit", "limit is 1 to 200.")
        : null;
}
