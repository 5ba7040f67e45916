using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.People.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Conversations.Live;

/// <summary>The same frames as server-sent events, for networks that block WebSockets; sends go by POST.</summary>
static class LiveStream
{
    static readonly TimeSpan KeepAliveEvery = TimeSpan.FromSeconds(20);

    public static void Map(IEndpointRouteBuilder chat) => chat.MapGet("/stream", Handle).ExcludeFromDescription();

    static async Task<IResult> Handle(
        HttpContext http,
        ConversationReader reader,
        EventWriter writer,
        LiveChannels live,
        Leaving leaving,
        TimeProvider clock,
        long after = 0)
    {
        if (leaving.HasBegun)
            return Refusal.Unavailable.ToHttp();
        if (after < 0)
            return Refusal.Invalid("after", "A number of the thread is 0 or more.").ToHttp();
        var person = http.Person();
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        using var turn = new SemaphoreSlim(1, 1);
        using var alive = new PeriodicTimer(KeepAliveEvery, clock);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        var cancel = ends.Token;
        var feed = new PersonFeed(new ConversationId(person.Page, person.Psid), reader, new EventFrames(writer), live);
        var down = feed.Run(after, Send, cancel);
        LiveFigures.Opened("stream");
        try
        {
            while (!down.IsCompleted)
            {
                var tick = alive.WaitForNextTickAsync(cancel).AsTask();
                var first = await Task.WhenAny(down, tick, leaving.Begun);
                if (first == tick)
                {
                    await Write(": alive\n\n"u8.ToArray(), cancel);
                    continue;
                }

                if (first == leaving.Begun)
                {
                    await leaving.Turn(cancel);
                    await ends.CancelAsync();
                }

                break;
            }

            await down;
        }
        catch (OperationCanceledException)
        {
            // The reader went away; it comes back with the last number it has.
        }
        finally
        {
            LiveFigures.Closed("stream");
        }

        return Results.Empty;

        ValueTask Send(ReadOnlyMemory<byte> frame, CancellationToken stop) =>
            Write([.. "data: "u8, .. frame.Span, .. "\n\n"u8], stop);

        async ValueTask Write(byte[] bytes, CancellationToken stop)
        {
            await turn.WaitAsync(stop);
            try
            {
                await http.Response.Body.WriteAsync(bytes, stop);
                await http.Response.Body.FlushAsync(stop);
            }
            finally
            {
                turn.Release();
            }
        }
    }
}
