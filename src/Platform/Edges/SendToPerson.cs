using System.Text.Json;
using System.Text.Json.Nodes;
using Charla.Accounts.Contracts;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.People.Contracts;
using Charla.Platform.Graph;
using Charla.Platform.Messages;
using Microsoft.Extensions.Options;

namespace Charla.Platform.Edges;

/// <summary>
/// <c>POST /me/messages</c>: the app says something to a person, or shows what it is about to do. A message is on the disk
/// when its id is answered.
/// </summary>
sealed class SendToPerson(
    ConversationDoor door,
    PersonDirectory persons,
    PersonaStore personas,
    WireMessages messages,
    DeveloperSupport support,
    ControlThreads threads,
    Limits limits,
    IOptions<GraphOptions> options)
{
    static readonly string[] NotificationTypes = ["REGULAR", "SILENT_PUSH", "NO_PUSH"];

    public void Map(GraphRoutes routes) => routes.OnPage("POST", "messages", Handle);

    async Task<GraphAnswer> Handle(PageCall call)
    {
        var request = call.Request;
        if (Check(request) is { } refused)
            return refused;
        var recipient = await Recipients.Find(request, call.Page.Id, persons);
        if (recipient.Error is { } nobody)
            return nobody;
        if (limits.Take("graph.send", call.Page.Id.ToString(), options.Value.SendsPerSecond, TimeSpan.FromSeconds(1)) is { } tooMany)
            return GraphErrors.TooOften("messages of this page in a second", tooMany.RetryAfter);
        if (IsMedia(request)
            && limits.Take("graph.media", call.Page.Id.ToString(), options.Value.MediaPerSecond, TimeSpan.FromSeconds(1)) is { } tooLarge)
        {
            return GraphErrors.TooOften("sounds and films of this page in a second", tooLarge.RetryAfter);
        }

        var id = new ConversationId(call.Page.Id, recipient.Value!.Psid);
        return request.Text("sender_action") is { Length: > 0 } action
            ? await Act(call, id, action.ToLowerInvariant())
            : await Send(call, id);
    }

    static GraphError? Check(GraphRequest request)
    {
        var hasAction = request.Text("sender_action") is { Length: > 0 };
        if (request.Has("message") == hasAction)
            return hasAction ? GraphErrors.MessageAndAction : GraphErrors.EmptyMessage;
        return request.Text("notification_type") is { Length: > 0 } notification && !NotificationTypes.Contains(notification)
            ? GraphErrors.Parameter("notification_type", $"must be one of {{{string.Join(", ", NotificationTypes)}}}")
            : null;
    }

    static bool IsMedia(GraphRequest request) =>
        request.Json("message") is { ValueKind: JsonValueKind.Object } message
        && message.TryGetProperty("attachment", out var attachment) && attachment.ValueKind == JsonValueKind.Object
        && attachment.TryGetProperty("type", out var type)
        && GraphParameters.TextOf(type)?.ToLowerInvariant() is "audio" or "video";

    async Task<GraphAnswer> Send(PageCall call, ConversationId id)
    {
        var speaker = await PersonaOf(call);
        if (speaker.Error is { } noPersona)
            return noPersona;
        var reply = ReplyTo(call.Request, id);
        if (reply.Error is { } noMessage)
            return noMessage;
        var terms = Terms.Of(call.Request, call.Page);
        if (terms.Error is { } unknownType)
            return unknownType;
        var next = await threads.AfterSending(call);
        if (next.Error is { } nowhere)
            return nowhere;
        var read = await messages.Read(
            call.Request.Json("message") ?? default, call.Page.Id, call.Request.File("filedata"), call.Cancel);
        if (read.Error is { } malformed)
            return malformed;
        var persona = speaker.Value;
        var content = read.Value!.Content with { ReplyToSeq = reply.Value == 0 ? null : reply.Value, Persona = persona };
        var by = persona is null ? call.Author : call.Author with { Name = persona.Name };
        var sent = await door.Do(id, new Send(by, Ids.NewSecret(), content)
        {
            Terms = terms.Value! with { IsFollowUp = support.Spend(terms.Value.Token) },
        });
        if (!sent.IsAccepted)
            return GraphErrors.Of(sent.Refusal);
        if (next.Value is { } move)
            await door.Do(id, move);
        var answer = new JsonObject
        {
            ["recipient_id"] = id.Person.ToString(),
            ["message_id"] = new MessageId(id.Person, sent.Value.Seq).ToString(),
        };
        if (read.Value.AttachmentId is { } attachment)
            answer["attachment_id"] = attachment;
        return answer;
    }

    /// <summary>One of the page's personas; null for the page itself.</summary>
    async ValueTask<Checked<Persona>> PersonaOf(PageCall call)
    {
        if (call.Request.Text("persona_id") is not { Length: > 0 } wanted)
            return default(Checked<Persona>);
        return Ids.TryParse(wanted, out var number) && await personas.Find(call.Page.Id, number) is { } found
            ? new Persona(wanted, found.Name) { PictureUrl = found.PictureUrl }
            : GraphErrors.Parameter("persona_id", "is no persona of this page");
    }

    /// <summary>Zero when the message answers none in particular.</summary>
    static Checked<long> ReplyTo(GraphRequest request, ConversationId id)
    {
        if (request.Json("reply_to") is not { ValueKind: JsonValueKind.Object } reply || !reply.TryGetProperty("mid", out var mid))
            return request.Has("reply_to") ? GraphErrors.Missing("reply_to[mid]") : 0;
        return MessageId.TryParse(GraphParameters.TextOf(mid), out var message) && message.Person == id.Person
            ? message.Seq
            : GraphErrors.Parameter("reply_to[mid]", "is no message of this conversation");
    }

    async Task<GraphAnswer> Act(PageCall call, ConversationId id, string action)
    {
        switch (action)
        {
            case "typing_on" or "typing_off":
                await door.Type(id, call.Author, action == "typing_on");
                break;
            case "mark_seen":
                if ((await door.Do(id, new MarkRead(call.Author, long.MaxValue))).Refusal is { } unread)
                    return GraphErrors.Of(unread);
                break;
            case "react" or "unreact":
                if (await React(call, id, action == "react") is { } refused)
                    return refused;
                break;
            default:
                return GraphErrors.Parameter(
                    "sender_action", "must be one of {typing_on, typing_off, mark_seen, react, unreact}");
        }

        return new JsonObject { ["recipient_id"] = id.Person.ToString() };
    }

    async Task<GraphError?> React(PageCall call, ConversationId id, bool on)
    {
        if (call.Request.Json("payload") is not { ValueKind: JsonValueKind.Object } payload)
            return GraphErrors.Missing("payload");
        if (!payload.TryGetProperty("message_id", out var mid)
            || !MessageId.TryParse(GraphParameters.TextOf(mid), out var message) || message.Person != id.Person)
        {
            return GraphErrors.Parameter("payload[message_id]", "is no message of this conversation");
        }

        var emoji = on && payload.TryGetProperty("reaction", out var reaction) ? GraphParameters.TextOf(reaction) : null;
        if (on && string.IsNullOrEmpty(emoji))
            return GraphErrors.Missing("payload[reaction]");
        var done = await door.Do(id, new React(call.Author, message.Seq, emoji is null ? null : Emoji(emoji)));
        return done.Refusal is { } refusal ? GraphErrors.Of(refusal) : null;
    }

    /// <summary>Reactions have names too, which webhooks tell.</summary>
    static string Emoji(string reaction) => reaction switch
    {
        "love" => "❤️",
        "smile" => "😆",
        "wow" => "😮",
        "sad" => "😢",
        "angry" => "😠",
        "like" => "👍",
        "dislike" => "👎",
        _ => reaction,
    };
}
