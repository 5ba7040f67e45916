using System.Globalization;
using System.Text.Json.Nodes;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Platform.Edges;
using Charla.Platform.Messages;

namespace Charla.Platform.Webhooks;

/// <summary>What an app is told.</summary>
/// <param name="Field">The field that it must have asked for.</param>
/// <param name="Part">Which of the entry's events it is, whoever asks: those of an entry keep this order.</param>
/// <param name="Event">One event of the wire.</param>
sealed record WireEvent(string Field, int Part, JsonObject Event);

/// <summary>What entries of the journal are on the wire. An entry makes no event, one, or two.</summary>
sealed class WireEvents(ConversationReader reader, ProfileStore profiles, FileLinks links, Origin origin)
{
    const int MostEntrances = 50;

    /// <summary>A page speaks first only where the front desk greets: so early the person's first word stands.</summary>
    const int LatestFirstWord = 5;

    const int Before = 0;
    const int Itself = 1;

    /// <summary>The field of the event that the entry makes; null when it makes none.</summary>
    public static string? FieldOf(Entry entry) => entry.Event switch
    {
        MessageSent => entry.By.IsPerson ? WebhookFields.Messages : WebhookFields.Echoes,
        PostbackTapped => WebhookFields.Postbacks,
        Entered { Entrance.Ref: not null, ThreadSeq: > 0 } => WebhookFields.Referrals,
        Read when entry.By.IsPerson => WebhookFields.Reads,
        Delivered when entry.By.IsPerson => WebhookFields.Deliveries,
        Reacted when entry.By.IsPerson => WebhookFields.Reactions,
        MessageEdited when entry.By.IsPerson => WebhookFields.Edits,
        Answered answered => WireAnswer.FieldOf(answered.Kind),
        ThreadMoved { Move: ThreadMove.Passed or ThreadMove.Taken or ThreadMove.Requested } => WebhookFields.Handovers,
        _ => null,
    };

    /// <param name="isWanted">Whether any app wants a field: what nobody wants is not made.</param>
    public async ValueTask<IReadOnlyList<WireEvent>> Of(Entry entry, Func<string, bool> isWanted)
    {
        if (FieldOf(entry) is not { } field)
            return [];
        var referral = await FirstReferral(entry, isWanted);
        List<WireEvent> events = [];
        if (referral is not null && field == WebhookFields.Messages && isWanted(WebhookFields.Referrals))
            events.Add(new WireEvent(WebhookFields.Referrals, Before, Of(entry, "referral", referral)));
        if (!isWanted(field))
            return events;
        var (key, value) = entry.Event switch
        {
            MessageSent sent => ("message", await Message(entry, sent)),
            PostbackTapped tapped => ("postback", Postback(entry, tapped, referral)),
            Entered entered => ("referral", Referral(entered.Entrance)),
            Read read => ("read", new JsonObject { ["watermark"] = await Watermark(entry, read.Seq) }),
            Delivered delivered => ("delivery", await Delivery(entry, delivered.Seq)),
            Reacted reacted => ("reaction", Reaction(entry, reacted)),
            MessageEdited edited => ("message_edit", await Edit(entry, edited)),
            Answered answered => Answer(entry, answered),
            ThreadMoved moved => Handover(moved),
            _ => throw new InvalidOperationException($"{entry.Event.GetType().Name} is no event of the wire."),
        };
        events.Add(new WireEvent(field, Itself, Of(entry, key, value)));
        return events;
    }

    /// <summary>Which app hears that a thread went from one to another; null when it concerns all.</summary>
    public static string? OnlyFor(Entry entry) => entry.Event is ThreadMoved moved
        ? (moved.Move == ThreadMove.Passed ? moved.To : moved.From) ?? ""
        : null;

    /// <summary>The body that carries one event: receivers read the first of an entry and drop the rest.</summary>
    /// <param name="key"><c>messaging</c>, or <c>standby</c> for an app that does not answer here.</param>
    public static string Body(string page, DateTimeOffset at, JsonObject what, string key) => AsciiJson.Write(new JsonObject
    {
        ["object"] = "page",
        ["entry"] = new JsonArray(new JsonObject
        {
            ["id"] = page,
            ["time"] = at.ToUnixTimeMilliseconds(),
            [key] = new JsonArray(what),
        }),
    });

    /// <summary>The body that tells of a change of something of the page's.</summary>
    public static string ChangesBody(PageId page, DateTimeOffset at, string field, JsonObject value) => AsciiJson.Write(new JsonObject
    {
        ["object"] = "page",
        ["entry"] = new JsonArray(new JsonObject
        {
            ["id"] = page.ToString(),
            ["time"] = at.ToUnixTimeMilliseconds(),
            ["changes"] = new JsonArray(new JsonObject { ["field"] = field, ["value"] = value }),
        }),
    });

    /// <summary>The body that tells of something a person did beside the conversation.</summary>
    public static string Body(PageId page, Psid person, DateTimeOffset at, string key, JsonObject value) => Body(
        page.ToString(),
        at,
        new JsonObject
        {
            ["sender"] = new JsonObject { ["id"] = person.ToString() },
            ["recipient"] = new JsonObject { ["id"] = page.ToString() },
            ["timestamp"] = at.ToUnixTimeMilliseconds(),
            [key] = value,
        },
        "messaging");

    static JsonObject Of(Entry entry, string key, JsonNode value)
    {
        var (page, person) = (entry.Conversation.Page.ToString(), entry.Conversation.Person.ToString());
        var isOfPage = entry.By.IsPage && entry.Event is not ThreadMoved;
        return new JsonObject
        {
            ["sender"] = new JsonObject { ["id"] = isOfPage ? page : person },
            ["recipient"] = new JsonObject { ["id"] = isOfPage ? person : page },
            ["timestamp"] = entry.At.ToUnixTimeMilliseconds(),
            [key] = value,
        };
    }

    async ValueTask<JsonObject> Message(Entry entry, MessageSent sent)
    {
        if (entry is { Quoted: null, Event: MessageSent { Content.ReplyToSeq: { } quoted } })
            entry = entry with { Quoted = await At(entry, quoted) };
        var message = WireMessage.Write(entry, links, origin.Value);
        if (!entry.By.IsPage)
        {
            var commands = sent.Content.Text is { } text && text.Contains('/', StringComparison.Ordinal)
                ? ShownProfile.CommandsIn(text, await profiles.Of(entry.Conversation.Page, null))
                : [];
            if (commands.Count > 0)
                message["commands"] = new JsonArray([.. commands.Select(name => (JsonNode)new JsonObject { ["name"] = name })]);
            return message;
        }

        message.Insert(0, "is_echo", true);
        message.Insert(1, "app_id", AppOf(entry.By));
        return message;
    }

    static (string Key, JsonObject Value) Answer(Entry entry, Answered answered)
    {
        var answer = WireAnswer.Of(entry, answered);
        return (answer.Key, answer.Value);
    }

    static (string, JsonNode) Handover(ThreadMoved moved)
    {
        var (key, what) = moved.Move switch
        {
            ThreadMove.Passed => ("pass_thread_control", Owners(moved)),
            ThreadMove.Taken => ("take_thread_control", Owners(moved)),
            _ => ("request_thread_control", new JsonObject { ["requested_owner_app_id"] = moved.To }),
        };
        what["metadata"] = moved.Metadata ?? "";
        return (key, what);
    }

    static JsonObject Owners(ThreadMoved moved) =>
        new() { ["previous_owner_app_id"] = moved.From, ["new_owner_app_id"] = moved.To };

    static JsonObject Postback(Entry entry, PostbackTapped tapped, JsonObject? referral)
    {
        var postback = new JsonObject
        {
            ["mid"] = entry.MessageId.ToString(),
            ["title"] = tapped.Title,
            ["payload"] = tapped.Payload,
        };
        if (referral is not null)
            postback["referral"] = referral;
        return postback;
    }

    static JsonObject Referral(EntranceUsed entrance) => new()
    {
        ["ref"] = entrance.Ref,
        ["source"] = entrance.Kind switch
        {
            "code" => "MESSENGER_CODE",
            "widget" or "plugin" => "CUSTOMER_CHAT_PLUGIN",
            "ad" => "ADS",
            _ => "SHORTLINK",
        },
        ["type"] = "OPEN_THREAD",
    };

    /// <summary>By which link the person came, if this is the first word that they ever said here.</summary>
    async ValueTask<JsonObject?> FirstReferral(Entry entry, Func<string, bool> isWanted)
    {
        if (entry.Event is not (MessageSent or PostbackTapped) || !entry.By.IsPerson || entry.Seq > LatestFirstWord
            || !isWanted(entry.Event is MessageSent ? WebhookFields.Referrals : WebhookFields.Postbacks))
        {
            return null;
        }

        var id = entry.Conversation;
        if (entry.Seq > 1
            && (await reader.Page(id, Log.Thread, null, entry.Seq, LatestFirstWord)).Entries.Any(earlier => earlier.By.IsPerson))
        {
            return null;
        }

        var entrances = (await reader.Page(id, Log.Team, 0, null, MostEntrances)).Entries.Select(one => one.Event).OfType<Entered>();
        return entrances.LastOrDefault(one => one is { ThreadSeq: 0, Entrance.Ref: not null }) is { } used
            ? Referral(used.Entrance)
            : null;
    }

    static JsonObject Reaction(Entry entry, Reacted reacted)
    {
        var mid = new MessageId(entry.Conversation.Person, reacted.MessageSeq).ToString();
        return reacted.Emoji is not { } emoji
            ? new JsonObject { ["action"] = "unreact", ["mid"] = mid }
            : new JsonObject { ["reaction"] = Reactions.Word(emoji), ["emoji"] = emoji, ["action"] = "react", ["mid"] = mid };
    }

    async Task<JsonObject> Delivery(Entry entry, long seq)
    {
        var (up, mid) = (await At(entry, seq), new MessageId(entry.Conversation.Person, seq));
        var delivery = new JsonObject();
        if (up is { By.IsPage: true, Event: MessageSent })
            delivery["mids"] = new JsonArray(mid.ToString());
        delivery["watermark"] = (up?.At ?? entry.At).ToUnixTimeMilliseconds();
        return delivery;
    }

    /// <summary>Everything said up to then; the time of the last that counts, because later ones may be there already.</summary>
    async Task<long> Watermark(Entry entry, long seq) => (await At(entry, seq) ?? entry).At.ToUnixTimeMilliseconds();

    Task<Entry?> At(Entry entry, long seq) => reader.Message(entry.Conversation, new MessageId(entry.Conversation.Person, seq));

    async Task<JsonObject> Edit(Entry entry, MessageEdited edited)
    {
        var between = await reader.Page(entry.Conversation, Log.Thread, null, entry.Seq, ConversationReader.MaxLimit);
        return new JsonObject
        {
            ["mid"] = new MessageId(entry.Conversation.Person, edited.MessageSeq).ToString(),
            ["text"] = edited.Text,
            ["num_edit"] = 1 + between.Entries.Count(one => one.Event is MessageEdited other && other.MessageSeq == edited.MessageSeq),
        };
    }

    /// <summary>An app's number, as a number: so it stands in echoes.</summary>
    public static long AppOf(Author by) => by.Kind == AuthorKind.App
        && long.TryParse(by.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var app) ? app : Inbox;

    /// <summary>The app under which the page's own inbox is known.</summary>
    public const long Inbox = 263_902_037_430_900;
}
