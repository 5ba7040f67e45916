using System.Text.Unicode;
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

    public static void Map(IEndpointRouteBuilder chat) =>
        chat.MapPost("/messages", Handle).Accepts<MessageDraft>("application/json").TakeIdempotencyKey();

    static async Task<IResult> Handle(HttpContext http, MessageDrafts drafts, ConversationDoor door, Limits limits)
    {
        var draft = await DraftReader.Read(http.Request);
        if (draft.ClientId is null)
            draft = draft with { ClientId = http.KeyAsClientId() };
        var outcome = await Send(http.Person(), draft, drafts, door, limits);
        return outcome.IsAccepted ? outcome.Value : outcome.Refusal.ToHttp();
    }

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
    public sealed record Answer(string MessageId, long Seq, DateTimeOffset At) : IResult
    {
        const int Longest = 128;

        /// <summary>Written by hand, as the one hot answer: nothing in it needs escaping.</summary>
        public Task ExecuteAsync(HttpContext http)
        {
            var response = http.Response;
            Utf8.TryWrite(
                response.BodyWriter.GetSpan(Longest),
                $$"""{"message_id":"{{MessageId}}","seq":{{Seq}},"at":"{{Json.Instant(At)}}"}""",
                out var length);
            response.StatusCode = StatusCodes.Status200OK;
            response.ContentType = "application/json; charset=utf-8";
            response.ContentLength = length;
            response.BodyWriter.Advance(length);
            return Task.CompletedTask;
        }
    }
}
