using Charla.Conversations.Contracts;

namespace Charla.Server;

/// <summary>
/// Reads a message and stores nothing: the ceiling that the bench measures durable sends against. Only where
/// <c>Testing:RelaxedLimits</c> is on.
/// </summary>
static class Nothing
{
    public static void Map(IEndpointRouteBuilder app, IConfiguration settings)
    {
        if (settings.GetValue<bool>("Testing:RelaxedLimits"))
            app.MapPost("/api/testing/nothing", Handle).ExcludeFromDescription();
    }

    static IResult Handle(MessageDraft draft, TimeProvider clock) =>
        TypedResults.Ok(new { message_id = draft.ClientId, seq = 1L, at = clock.GetUtcNow() });
}
