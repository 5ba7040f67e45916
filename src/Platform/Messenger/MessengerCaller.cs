using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Charla.Conversations.Contracts;
using Charla.Pages.Contracts;
using Charla.Platform.Webhooks;

namespace Charla.Platform.Messenger;

/// <summary>
/// Sends what the page said to where the page is connected. What the other side refuses for good stands as a note in the
/// conversation, so that the team knows that it never arrived; everything else is tried again.
/// </summary>
sealed class MessengerCaller(
    ConnectedPages connections,
    MessengerGraph graph,
    MessengerIds ids,
    ConversationDoor door,
    PageDirectory pages,
    TimeProvider clock)
{
    /// <summary>By which the queue tells these from events of apps.</summary>
    public const string Field = "messenger";

    const int LongestAnswer = 1024;
    const int LongestNote = 2000;

    /// <summary>Too often, out of order, or the token has ended: true of all that waits, and not for ever.</summary>
    static readonly HashSet<int> Passing = [1, 2, 4, 17, 32, 102, 104, 190, 613, 1200, 80006];

    /// <summary>The person has blocked the page: no second try will change that.</summary>
    const int Blocked = 1_545_041;

    /// <summary>Somebody else there has the thread. Who answers is decided here, so it is taken back.</summary>
    const int OtherOwner = 2_018_300;

    /// <summary>Null when the page is connected no longer.</summary>
    public async Task<Attempt?> Send(Delivery delivery, CancellationToken cancel)
    {
        if (await connections.Of(delivery.Id.Page) is not { } connected || connected.Id != delivery.Id.App)
            return null;
        var (at, since) = (clock.GetUtcNow(), Stopwatch.GetTimestamp());
        var reply = await graph.Post(connected, "me/messages", delivery.Body, cancel);
        if (reply.Subcode == OtherOwner && await Take(connected, delivery, cancel))
            reply = await graph.Post(connected, "me/messages", delivery.Body, cancel);
        var attempt = new Attempt(
            at, connected.At("me/messages").AbsoluteUri, """{"Content-Type":"application/json"}""",
            Stopwatch.GetElapsedTime(since), reply.Status, reply.Status is null ? reply.Text : null,
            reply.Status is null ? null : Start(reply.Text, LongestAnswer))
        {
            RetryAfter = reply.RetryAfter,
            IsRefused = IsRefused(reply),
        };
        if (reply.IsAccepted && reply.Body?["message_id"]?.ToString() is { } mid)
            await ids.Went(delivery, mid, at);
        if (attempt.IsRefused && MessengerSends.IsMessage(delivery.Body))
            await Tell(delivery, reply);
        return attempt;
    }

    async Task<bool> Take(ConnectedPage connected, Delivery delivery, CancellationToken cancel)
    {
        var body = new JsonObject { ["recipient"] = new JsonObject { ["id"] = delivery.Person.ToString() } };
        return (await graph.Post(connected, "me/take_thread_control", body.ToJsonString(), cancel)).IsAccepted;
    }

    static bool IsRefused(GraphReply reply) => reply.Status is >= 400 and < 500
        && reply.Code is { } code && (!Passing.Contains(code) || reply.Subcode == Blocked)
        && reply.Error?["is_transient"]?.ToString() != "true";

    async Task Tell(Delivery delivery, GraphReply reply)
    {
        var page = await pages.Find(delivery.Id.Page);
        var text = page?.Locale.StartsWith("es", StringComparison.Ordinal) == true
            ? $"Messenger no aceptó este mensaje y la persona no lo recibió: {reply.Reason}"
            : $"Messenger did not take this message, and the person never got it: {reply.Reason}";
        var note = string.Create(CultureInfo.InvariantCulture, $"refused-{delivery.Id.Position:x}-{delivery.Id.Part}");
        await door.Do(
            new ConversationId(delivery.Id.Page, delivery.Person),
            new AddNote(new Author(AuthorKind.App, null, "Messenger"), note, Start(text, LongestNote)));
    }

    /// <summary>What the store can keep of a text from elsewhere: no NUL, no half of a pair.</summary>
    static string Start(string text, int atMost)
    {
        var clean = text.Replace("\0", "", StringComparison.Ordinal);
        if (clean.Length <= atMost)
            return clean;
        return clean[..(char.IsHighSurrogate(clean[atMost - 1]) ? atMost - 1 : atMost)];
    }
}
