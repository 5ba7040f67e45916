using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;
using Charla.Accounts.Contracts;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.People.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Conversations.Live;

/// <summary>
/// The person's live connection: the first frame brings the token, then sends and receipts go up, events come down.
/// Losing it loses nothing; the client comes back with the last number it has.
/// </summary>
sealed class LiveSocket(
    ConversationReader reader,
    EventWriter writer,
    MessageDrafts drafts,
    LiveChannels live,
    PersonTokens tokens,
    TokenWatch watch,
    Limits limits,
    Leaving leaving,
    ConversationDoor door)
{
    const int MaxFrame = 32 << 10;
    const WebSocketCloseStatus ServiceRestart = (WebSocketCloseStatus)1012;
    static readonly TimeSpan TimeToClose = TimeSpan.FromSeconds(2);
    static readonly TimeSpan TimeToAuthenticate = TimeSpan.FromSeconds(5);
    static readonly TimeSpan TimeToTakeAFrame = TimeSpan.FromSeconds(30);

    public static void Map(IEndpointRouteBuilder chat) => chat.MapGet("/live", Handle).ExcludeFromDescription();

    static async Task<IResult> Handle(HttpContext http, LiveSocket socket, long after = 0)
    {
        if (!http.WebSockets.IsWebSocketRequest)
            return new Refusal("socket.expected", "This address speaks WebSocket.").ToHttp();
        if (after < 0)
            return Refusal.Invalid("after", "A number of the thread is 0 or more.").ToHttp();
        if (socket.IsLeaving)
            return Refusal.Unavailable.ToHttp();
        using var connection = await http.WebSockets.AcceptWebSocketAsync();
        LiveFigures.Opened("chat");
        try
        {
            await socket.Serve(connection, after, Problems.TraceId(http), http.RequestAborted);
        }
        finally
        {
            LiveFigures.Closed("chat");
        }

        return Results.Empty;
    }

    bool IsLeaving => leaving.HasBegun;

    async Task Serve(WebSocket socket, long after, string traceId, CancellationToken aborted)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        using var line = new Line(socket);
        try
        {
            if (await Authenticate(socket, ends.Token) is not { } session)
            {
                await line.Close((WebSocketCloseStatus)4401, "token", ends.Token);
                return;
            }

            var (person, token) = session;
            var feed = new PersonFeed(new ConversationId(person.Page, person.Psid), reader, new EventFrames(writer), live);
            var down = feed.Run(after, line.Send, ends.Token);
            var up = Receive(socket, line, person, traceId, ends.Token);
            using var watched = watch.Watch(token);
            var first = await Task.WhenAny(down, up, watched.Revoked, leaving.Begun);
            if (first == leaving.Begun)
                await Task.WhenAny(down, up, watched.Revoked, leaving.Turn(ends.Token));
            var (status, reason) =
                first == leaving.Begun ? (ServiceRestart, "restart")
                : first == watched.Revoked ? ((WebSocketCloseStatus)4401, "token")
                : first == down ? (WebSocketCloseStatus.NormalClosure, "resume")
                : up.Exception?.InnerException is JsonException ? (WebSocketCloseStatus.InvalidPayloadData, "frame")
                : (WebSocketCloseStatus.NormalClosure, "bye");
            await line.Close(status, reason, ends.Token);
            await Task.WhenAny(up, Task.Delay(TimeToClose, ends.Token));
            await first;
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException or JsonException)
        {
            // The client is gone, or sent what is no frame: either way it comes back with the last number it has.
        }
        finally
        {
            await ends.CancelAsync();
        }
    }

    async Task<(PersonSession Person, string Token)?> Authenticate(WebSocket socket, CancellationToken cancel)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        soon.CancelAfter(TimeToAuthenticate);
        using var frame = await ReadFrame(socket, soon.Token);
        var parsed = frame is null ? null : Parse(frame);
        return parsed is { Type: "auth", Token: { } token } && tokens.TryRead(token, out var person) ? (person, token) : null;
    }

    async Task Receive(WebSocket socket, Line line, PersonSession person, string traceId, CancellationToken cancel)
    {
        var id = new ConversationId(person.Page, person.Psid);
        while (await ReadFrame(socket, cancel) is { } frame)
        {
            ClientFrame parsed;
            using (frame)
                parsed = Parse(frame);
            switch (parsed.Type)
            {
                case "send":
                    _ = Send(line, person, parsed, traceId, cancel);
                    break;
                case "read":
                    await Tell(line, parsed, door.Do(id, new MarkRead(Author.Person, parsed.Seq ?? -1)), traceId, cancel);
                    break;
                case "delivered":
                    await Tell(line, parsed, door.Do(id, new MarkDelivered(Author.Person, parsed.Seq ?? -1)), traceId, cancel);
                    break;
                case "typing":
                    await door.Type(id, Author.Person, parsed.On ?? true);
                    break;
                case "ping":
                    await line.Send(EventFrames.Pong, cancel);
                    break;
                default:
                    await line.Send(EventFrames.Refused(parsed.ClientId, UnknownFrame, traceId), cancel);
                    break;
            }
        }
    }

    static readonly Refusal UnknownFrame =
        new("frame.unknown", "A frame is auth, send, read, delivered, typing or ping.", RefusalKind.Invalid, "type");

    /// <summary>Not awaited by the reading loop, so that a fast writer shares commits; each answer names its client id.</summary>
    async Task Send(Line line, PersonSession person, ClientFrame frame, string traceId, CancellationToken cancel)
    {
        try
        {
            var outcome = await SendMessage.Send(person, frame.ToDraft(), drafts, door, limits);
            await line.Send(
                outcome.IsAccepted
                    ? EventFrames.Ack(frame.ClientId!, outcome.Value)
                    : EventFrames.Refused(frame.ClientId, outcome.Refusal, traceId),
                cancel);
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException or ObjectDisposedException)
        {
            // The client is gone; it asks again with the same client id.
        }
    }

    static async Task Tell(
        Line line, ClientFrame frame, Task<Outcome<Receipt>> command, string traceId, CancellationToken cancel)
    {
        if ((await command).Refusal is { } refusal)
            await line.Send(EventFrames.Refused(frame.ClientId, refusal, traceId), cancel);
    }

    static ClientFrame Parse(Frame frame) =>
        JsonSerializer.Deserialize<ClientFrame>(frame.Bytes, Json.Options) ?? throw new JsonException("A frame is an object.");

    /// <summary>
    /// The next text frame; null when the client closed or sent what is no frame of ours. Waits without a buffer, because
    /// most connections wait most of the time.
    /// </summary>
    static async Task<Frame?> ReadFrame(WebSocket socket, CancellationToken cancel)
    {
        var news = await socket.ReceiveAsync(Memory<byte>.Empty, cancel);
        if (news.MessageType != WebSocketMessageType.Text)
            return null;
        if (news.EndOfMessage)
            return new Frame(ArrayPool<byte>.Shared.Rent(1), 0);
        var buffer = ArrayPool<byte>.Shared.Rent(4096);
        var length = 0;
        while (true)
        {
            if (length == buffer.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                buffer.AsSpan(0, length).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }

            var read = await socket.ReceiveAsync(buffer.AsMemory(length), cancel);
            length += read.Count;
            if (read.MessageType != WebSocketMessageType.Text || length > MaxFrame)
            {
                ArrayPool<byte>.Shared.Return(buffer);
                return null;
            }

            if (read.EndOfMessage)
                return new Frame(buffer, length);
        }
    }

    sealed class Frame(byte[] buffer, int length) : IDisposable
    {
        public ReadOnlySpan<byte> Bytes => buffer.AsSpan(0, length);

        public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);
    }

    sealed record ClientFrame(string? Type, string? Token, string? ClientId, long? Seq, bool? On)
    {
        public string? Text { get; init; }

        public MessageDraft.FileRef? Attachment { get; init; }

        public MessageDraft.TapRef? QuickReply { get; init; }

        public MessageDraft.ButtonRef? Postback { get; init; }

        public MessageDraft.MessageRef? ReplyTo { get; init; }

        public MessageDraft ToDraft() => new()
        {
            ClientId = ClientId,
            Text = Text,
            Attachment = Attachment,
            QuickReply = QuickReply,
            Postback = Postback,
            ReplyTo = ReplyTo,
        };
    }

    /// <summary>One writer at a time on the socket; a client that takes no frame for half a minute is cut off.</summary>
    sealed class Line(WebSocket socket) : IDisposable
    {
        readonly SemaphoreSlim turn = new(1, 1);

        public async ValueTask Send(ReadOnlyMemory<byte> frame, CancellationToken cancel)
        {
            await turn.WaitAsync(cancel);
            try
            {
                using var soon = CancellationTokenSource.CreateLinkedTokenSource(cancel);
                soon.CancelAfter(TimeToTakeAFrame);
                await socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, soon.Token);
            }
            finally
            {
                turn.Release();
            }
        }

        public async Task Close(WebSocketCloseStatus status, string reason, CancellationToken cancel)
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(status, reason, cancel);
        }

        public void Dispose() => turn.Dispose();
    }
}
