using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.People.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.People;

/// <summary>A person's yes or no to a topic, with the words they were shown: who, when, what.</summary>
static class RecordConsent
{
    internal sealed record Request(string? Topic, string? Text, bool? Granted);

    public static void Map(IEndpointRouteBuilder chat) => chat.MapPost("/optin", Handle).TakeIdempotencyKey();

    static async Task<IResult> Handle(Request request, HttpContext http, PersonStore store, TimeProvider clock)
    {
        var refusal = PlainText.Check("topic", request.Topic, atMost: 80, atLeast: 1)
            ?? PlainText.Check("text", request.Text, atMost: 2000, atLeast: 1)
            ?? (request.Granted is null ? Refusal.Invalid("granted", "granted is true or false.") : null);
        if (refusal is not null)
            return refusal.ToHttp();
        var now = clock.GetUtcNow();
        await store.RecordConsent(http.Person(), request.Topic!, request.Text!, request.Granted!.Value, now);
        return TypedResults.Ok(new { request.Topic, request.Granted, At = now });
    }
}
