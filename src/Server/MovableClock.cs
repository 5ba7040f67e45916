using System.Xml;
using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.Pages.Contracts;

namespace Charla.Server;

/// <summary>The system's clock, moved forward by an operator in tests. Timers keep running at the system's pace.</summary>
sealed class MovableClock : TimeProvider
{
    long ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Volatile.Read(ref ahead));

    public void Advance(TimeSpan by) => Interlocked.Add(ref ahead, by.Ticks);
}

/// <summary>The operator moves the clock of a server under test: <c>{"advance": "PT25H"}</c>.</summary>
static class MoveClock
{
    public sealed record Request(string? Advance);

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/api/admin/clock", Handle).RequireOperator().ExcludeFromDescription();

    public static IResult Handle(Request request, TimeProvider clock)
    {
        if (clock is not MovableClock movable)
            return Refusal.NotFound.ToHttp();
        if (Duration(request.Advance) is not { } by || by < TimeSpan.Zero)
            return Refusal.Invalid("advance", "advance is a duration such as PT25H or P3D, and never back.").ToHttp();
        movable.Advance(by);
        return TypedResults.Ok(new { now = clock.GetUtcNow() });
    }

    static TimeSpan? Duration(string? text)
    {
        try
        {
            return text is { Length: <= 30 } ? XmlConvert.ToTimeSpan(text) : null;
        }
        catch (Exception error) when (error is FormatException or OverflowException)
        {
            return null;
        }
    }
}

/// <summary>
/// The same for whoever tries things on a sandbox page of a server that was started with a movable clock. It is the clock
/// of the whole server.
/// </summary>
static class SandboxClock
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var sandbox = app.MapGroup("/api/platform/{page}/sandbox").RequireActor().RequirePage().RequireManager();
        sandbox.MapGet("/clock", Read);
        sandbox.MapPost("/clock", Move);
    }

    static IResult Read(TimeProvider clock) => TypedResults.Ok(new { movable = clock is MovableClock, now = clock.GetUtcNow() });

    static IResult Move(MoveClock.Request request, HttpContext http, TimeProvider clock) =>
        http.Page().Sandbox ? MoveClock.Handle(request, clock) : Refusal.NotFound.ToHttp();
}
