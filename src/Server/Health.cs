using Charla.Conversations.Contracts;

namespace Charla.Server;

/// <summary><c>/healthz</c>: the process lives. <c>/readyz</c>: it can store a message.</summary>
static class Health
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/healthz", () => Results.Text("ok")).ExcludeFromDescription();
        app.MapGet("/readyz", (JournalHealth journal) =>
            journal.IsLeaving ? NotReady("the server stops")
            : journal.IsWriting ? Results.Text("ok")
            : NotReady("the journal does not write")).ExcludeFromDescription();
    }

    static IResult NotReady(string why) => Results.Text(why, statusCode: StatusCodes.Status503ServiceUnavailable);
}
