using System.Text.Json;
using Charla.Conversations.Contracts;
using Charla.Conversations.Live;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.People.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Conversations;

/// <summary>A person reads the thread: what follows a number, what stands before one, or the newest page.</summary>
static class ReadEvents
{
    public static void Map(IEndpointRouteBuilder chat) => chat.MapGet("/events", Handle);

    static async Task<IResult> Handle(
        HttpContext http, ConversationReader reader, EventWriter writer, long? after, long? before, int limit = 50)
    {
        if (Check(after, before, limit) is { } refusal)
            return refusal.ToHttp();
        var person = http.Person();
        var id = new ConversationId(person.Page, person.Psid);
        var page = await reader.Page(id, Log.Thread, after, before, limit);
        var state = await reader.State(id);
        return await WritePage(http, reader, writer, page, state, Audience.Person);
    }

    public static Refusal? Check(long? after, long? before, int limit) =>
        after < 0 || before < 0 ? Refusal.Invalid(after < 0 ? "after" : "before", "A number of the thread is 0 or more.")
        : limit is < 1 or > ConversationReader.MaxLimit ? Refusal.Invalid("limit", "limit is 1 to 200.")
        : null;

    public static async Task<IResult> WritePage(
        HttpContext http, ConversationReader reader, EventWriter writer, EntryPage page, ConversationState state, Audience audience)
    {
        var epoch = await reader.Epoch();
        http.Response.Headers.CacheControl = "no-store";
        http.Response.ContentType = "application/json; charset=utf-8";
        await using (var json = new Utf8JsonWriter(http.Response.BodyWriter, EventFrames.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteString("epoch", epoch);
            json.WriteNumber("seq", state.ThreadSeq);
            json.WritePropertyName("events");
            writer.WriteAll(json, page.Entries, audience);
            json.WriteBoolean("more", page.More);
            EventFrames.WriteReceipts(json, audience == Audience.Person ? state.TeamHas : state.PersonHas);
            json.WriteEndObject();
        }

        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
        return Results.Empty;
    }
}
