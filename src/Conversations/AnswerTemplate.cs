using System.Text.Json;
using Charla.Accounts.Contracts;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.People.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Conversations;

/// <summary>A person answers the form that a template shows: feedback, an address, a yes to be written to, a coupon taken.</summary>
static class AnswerTemplate
{
    const int PerMinute = 30;

    public sealed record Request(string? MessageId, JsonElement? Answer);

    public static void Map(IEndpointRouteBuilder chat) => chat.MapPost("/answers", Handle);

    static async Task<IResult> Handle(HttpContext http, Request request, ConversationDoor door, Limits limits)
    {
        var person = http.Person();
        if (limits.Take("chat.answer", person.Psid.ToString(), PerMinute, TimeSpan.FromMinutes(1)) is { } tooMany)
            return tooMany.ToHttp();
        if (!MessageId.TryParse(request.MessageId, out var id) || id.Person != person.Psid)
            return Refusal.NotFound.ToHttp();
        if (request.Answer is not { ValueKind: JsonValueKind.Object } answer)
            return ConversationRefusals.BadAnswer.ToHttp();
        var outcome = await door.Do(
            new ConversationId(person.Page, person.Psid), new Answer(Author.Person, id.Seq, Stored(id, answer)));
        return outcome.ToHttp(receipt => new { receipt.Seq, receipt.At });
    }

    /// <summary>A yes is kept with a token that names its message: who holds it may write to the person later.</summary>
    static string Stored(MessageId id, JsonElement answer)
    {
        if (!answer.TryGetProperty("granted", out var granted))
            return answer.GetRawText();
        return granted.ValueKind switch
        {
            JsonValueKind.True => $$"""{"granted":true,"token":"{{id}}.{{Ids.NewSecret()}}"}""",
            JsonValueKind.False => """{"granted":false}""",
            _ => "{}",
        };
    }
}
