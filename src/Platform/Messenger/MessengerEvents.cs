using System.Globalization;
using System.Text.Json;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.People.Contracts;
using Charla.Platform.Messages;

namespace Charla.Platform.Messenger;

/// <summary>
/// Turns events of a connected page into what happened in the conversation here. An event that comes twice changes nothing
/// the second time; one of a kind that means nothing here is left out.
/// </summary>
sealed class MessengerEvents(
    ConversationDoor door, PersonDirectory persons, MessengerGraph graph, MessengerIds ids, MediaSource media)
{
    static readonly TimeSpan PatienceForProfile = TimeSpan.FromSeconds(3);

    /// <summary>Null when it is stored, or nothing can be made of it; else why it must come again.</summary>
    public async Task<Refusal?> Take(ConnectedPage connected, JsonElement what, CancellationToken cancel)
    {
        if (what.ValueKind != JsonValueKind.Object)
            return null;
        var message = FieldRules.Field(what, "message");
        var isEcho = message is { } said && FieldRules.Field(said, "is_echo") is { ValueKind: JsonValueKind.True };
        if (FieldRules.Field(what, isEcho ? "recipient" : "sender") is not { ValueKind: JsonValueKind.Object } who
            || !Psid.TryParse(FieldRules.Text(who, "id"), null, out var psid))
        {
            return null;
        }

        var id = new ConversationId(connected.Page, psid);
        var at = At(what);
        if (message is { ValueKind: JsonValueKind.Object } given)
            return isEcho ? await Echo(connected, id, given, at, cancel) : await Message(connected, id, given, at, cancel);
        if (FieldRules.Field(what, "postback") is { ValueKind: JsonValueKind.Object } postback)
            return await Postback(connected, id, postback, at, cancel);
        if (FieldRules.Field(what, "referral") is { ValueKind: JsonValueKind.Object } referral)
            return await Enter(connected, id, FieldRules.Text(referral, "ref"), at, cancel);
        if (FieldRules.Field(what, "reaction") is { ValueKind: JsonValueKind.Object } reaction)
            return await Reaction(id, reaction);
        if (FieldRules.Field(what, "message_edit") is { ValueKind: JsonValueKind.Object } edit)
            return await Edit(id, edit);
        if (FieldRules.Field(what, "read") is { ValueKind: JsonValueKind.Object } read)
            return await Receipt(id, read, seq => new MarkRead(Author.Person, seq));
        return FieldRules.Field(what, "delivery") is { ValueKind: JsonValueKind.Object } delivery
            ? await Receipt(id, delivery, seq => new MarkDelivered(Author.Person, seq))
            : null;
    }

    async Task<Refusal?> Message(ConnectedPage connected, ConversationId id, JsonElement message, DateTimeOffset at, CancellationToken cancel)
    {
        if (FieldRules.Text(message, "mid") is not { } mid || await ids.SeqOf(id, mid) is not null)
            return null;
        var referral = FieldRules.Field(message, "referral") is { ValueKind: JsonValueKind.Object } came ? FieldRules.Text(came, "ref") : null;
        if (await Enter(connected, id, referral, at, cancel) is { } refusal)
            return refusal;
        return await Say(id, Author.Person, null, await Content(id, message, cancel), mid, at);
    }

    /// <summary>
    /// Somebody answered from another place: the inbox there, or another program. It was sent, so no rule here can refuse
    /// it any more.
    /// </summary>
    async Task<Refusal?> Echo(ConnectedPage connected, ConversationId id, JsonElement message, DateTimeOffset at, CancellationToken cancel)
    {
        var app = FieldRules.Field(message, "app_id") is { } number ? FieldRules.TextOf(number) : null;
        if (app == connected.AppId || FieldRules.Text(message, "mid") is not { } mid || await ids.SeqOf(id, mid) is not null)
            return null;
        await Know(connected, id, cancel);
        var by = new Author(AuthorKind.App, app ?? ConversationState.InboxApp, "Messenger");
        return await Say(id, by, new SendTerms { IsEcho = true }, await Content(id, message, cancel), mid, at);
    }

    async Task<Refusal?> Say(ConversationId id, Author by, SendTerms? terms, MessageContent content, string mid, DateTimeOffset at)
    {
        var sent = await door.Do(id, new Send(by, ReceiveFromMessenger.ClientIdOf(mid), content) { Terms = terms });
        if (sent.IsAccepted)
            await ids.Came(id, sent.Value.Seq, mid, at);
        return Again(sent);
    }

    async Task<Refusal?> Postback(ConnectedPage connected, ConversationId id, JsonElement postback, DateTimeOffset at, CancellationToken cancel)
    {
        var referral = FieldRules.Field(postback, "referral") is { ValueKind: JsonValueKind.Object } came ? FieldRules.Text(came, "ref") : null;
        if (await Enter(connected, id, referral, at, cancel) is { } refusal)
            return refusal;
        var (title, payload) = (FieldRules.Text(postback, "title") ?? "", FieldRules.Text(postback, "payload") ?? "");
        var mid = FieldRules.Text(postback, "mid") ?? string.Create(CultureInfo.InvariantCulture, $"{at.ToUnixTimeMilliseconds()}/{payload}");
        var tapped = await door.Do(id, new Tap(Author.Person, ReceiveFromMessenger.ClientIdOf(mid), title.Length > 0 ? title : payload, payload));
        if (tapped.IsAccepted)
            await ids.Came(id, tapped.Value.Seq, mid, at);
        return Again(tapped);
    }

    /// <summary>Who comes for the first time, or by a link, came in.</summary>
    async Task<Refusal?> Enter(ConnectedPage connected, ConversationId id, string? by, DateTimeOffset at, CancellationToken cancel)
    {
        await Know(connected, id, cancel);
        if (by is null && (await door.Look(id)).Source is not null)
            return null;
        var once = by is null ? "messenger" : ReceiveFromMessenger.ClientIdOf(string.Create(CultureInfo.InvariantCulture, $"{at.ToUnixTimeMilliseconds()}/{by}"));
        return Again(await door.Do(id, new Enter(Author.Person, once, new EntranceUsed(ConnectedPage.Entrance, by, connected.Name))));
    }

    /// <summary>Their name is asked for once, and not waited for long.</summary>
    async Task Know(ConnectedPage connected, ConversationId id, CancellationToken cancel)
    {
        if (await persons.Find(id.Page, id.Person) is not null)
            return;
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        soon.CancelAfter(PatienceForProfile);
        string? name = null, locale = null;
        try
        {
            var profile = await graph.Get(connected, $"{id.Person}?fields=name,first_name,last_name,locale", soon.Token);
            if (profile is { IsAccepted: true, Body: { } known })
            {
                name = known["name"]?.ToString() ?? $"{known["first_name"]} {known["last_name"]}".Trim();
                locale = known["locale"]?.ToString().Replace('_', '-');
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // They have no name until they are asked.
        }

        await persons.Bring(id.Page, id.Person, string.IsNullOrWhiteSpace(name) ? null : name, locale);
    }

    async Task<Refusal?> Reaction(ConversationId id, JsonElement reaction)
    {
        if (await ids.SeqOf(id, FieldRules.Text(reaction, "mid")) is not { } seq)
            return null;
        var emoji = FieldRules.Text(reaction, "action") == "unreact" ? null : FieldRules.Text(reaction, "emoji");
        return Again(await door.Do(id, new React(Author.Person, seq, emoji)));
    }

    async Task<Refusal?> Edit(ConversationId id, JsonElement edit)
    {
        if (await ids.SeqOf(id, FieldRules.Text(edit, "mid")) is not { } seq || FieldRules.Text(edit, "text") is not { Length: > 0 } text)
            return null;
        return Again(await door.Do(id, new Edit(Author.Person, seq, text)));
    }

    async Task<Refusal?> Receipt(ConversationId id, JsonElement receipt, Func<long, Command> command)
    {
        var watermark = FieldRules.Field(receipt, "watermark") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var at)
            ? await ids.LastAt(id, DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(at, 0, Latest)))
            : 0;
        if (FieldRules.Field(receipt, "mids") is { ValueKind: JsonValueKind.Array } mids)
        {
            foreach (var mid in mids.EnumerateArray())
                watermark = Math.Max(watermark, await ids.SeqOf(id, FieldRules.TextOf(mid)) ?? 0);
        }

        return watermark == 0 ? null : Again(await door.Do(id, command(watermark)));
    }

    /// <summary>The text and the files of a message; of a file that cannot be had, its address.</summary>
    async Task<MessageContent> Content(ConversationId id, JsonElement message, CancellationToken cancel)
    {
        List<Attachment> files = [];
        List<string> lines = FieldRules.Text(message, "text") is { Length: > 0 } text ? [text] : [];
        if (FieldRules.Field(message, "attachments") is { ValueKind: JsonValueKind.Array } attachments)
        {
            foreach (var attachment in attachments.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.Object))
            {
                if (await File(id, attachment, cancel) is { } file)
                    files.Add(file);
                else if (InWords(attachment) is { Length: > 0 } words && !lines.Contains(words))
                    lines.Add(words);
            }
        }

        var replyTo = FieldRules.Field(message, "reply_to") is { ValueKind: JsonValueKind.Object } reply
            ? await ids.SeqOf(id, FieldRules.Text(reply, "mid"))
            : null;
        return new MessageContent
        {
            Text = lines.Count > 0 ? string.Join('\n', lines) : files.Count > 0 ? null : "…",
            Attachments = files.Count > 0 ? files : null,
            QuickReplyPayload = FieldRules.Field(message, "quick_reply") is { ValueKind: JsonValueKind.Object } tapped
                ? FieldRules.Text(tapped, "payload")
                : null,
            ReplyToSeq = replyTo,
        };
    }

    async Task<Attachment?> File(ConversationId id, JsonElement attachment, CancellationToken cancel)
    {
        AttachmentKind? kind = FieldRules.Text(attachment, "type") switch
        {
            "image" or "sticker" => AttachmentKind.Image,
            "audio" => AttachmentKind.Audio,
            "video" or "reel" or "ig_reel" => AttachmentKind.Video,
            "file" => AttachmentKind.File,
            _ => null,
        };
        if (kind is null || UrlOf(attachment) is not { } url)
            return null;
        var found = await media.Resolve(id.Page, new MediaPart(kind.Value, url, null, false), null, cancel);
        return found.Error is null ? found.Value : null;
    }

    static string InWords(JsonElement attachment) => string.Join(
        '\n', new[] { FieldRules.Text(attachment, "title") ?? TitleIn(attachment), UrlOf(attachment) }.Where(part => part is { Length: > 0 }));

    static string? TitleIn(JsonElement attachment) =>
        FieldRules.Field(attachment, "payload") is { ValueKind: JsonValueKind.Object } payload
            ? FieldRules.Text(payload, "title") ?? FieldRules.Text(payload, "text")
            : null;

    static string? UrlOf(JsonElement attachment) =>
        FieldRules.Field(attachment, "payload") is { ValueKind: JsonValueKind.Object } payload && FieldRules.Text(payload, "url") is { } url
            ? url
            : FieldRules.Text(attachment, "url") ?? FieldRules.Text(attachment, "URL");

    static readonly long Latest = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    static DateTimeOffset At(JsonElement what) =>
        FieldRules.Field(what, "timestamp") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var at)
            ? DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(at, 0, Latest))
            : DateTimeOffset.UnixEpoch;

    /// <summary>What the rules refuse is not made better by a second coming; what the store could not take is.</summary>
    static Refusal? Again(Outcome<Receipt> outcome) =>
        outcome.Refusal is { Kind: RefusalKind.Unavailable or RefusalKind.StorageFull } refusal ? refusal : null;
}
