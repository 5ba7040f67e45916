using System.Text.Json;
using Charla.Kernel.Http;

namespace Charla.Conversations.Contracts;

/// <summary>Who will read what is written.</summary>
public enum Audience
{
    Person,
    Team,
}

/// <summary>Writes entries of the journal as the events of the APIs. One place decides what each side may see.</summary>
public sealed class EventWriter
{
    readonly FileLinks links;

    internal EventWriter(FileLinks links) => this.links = links;

    /// <summary>The events as one JSON array.</summary>
    public void WriteAll(Utf8JsonWriter json, IEnumerable<Entry> entries, Audience audience)
    {
        json.WriteStartArray();
        foreach (var entry in entries)
            Write(json, entry, audience);
        json.WriteEndArray();
    }

    public void Write(Utf8JsonWriter json, Entry entry, Audience audience)
    {
        json.WriteStartObject();
        json.WriteNumber("seq", entry.Seq);
        json.WriteString("type", entry.Event is FromLater ? "later" : EventJson.TypeOf(entry.Event));
        json.WriteString("at", Json.Instant(entry.At));
        WriteFrom(json, entry.By, audience, (entry.Event as MessageSent)?.Content.Persona);
        switch (entry.Event)
        {
            case MessageSent sent:
                WriteMessage(json, entry, sent, audience);
                break;
            case PostbackTapped tapped:
                json.WriteStartObject("postback");
                json.WriteString("message_id", entry.MessageId.ToString());
                WriteClientId(json, entry, audience);
                json.WriteString("title", tapped.Title);
                json.WriteString("payload", tapped.Payload);
                json.WriteEndObject();
                break;
            case MessageEdited edited:
                json.WriteStartObject("message");
                json.WriteString("message_id", MessageId(entry, edited.MessageSeq));
                json.WriteString("text", edited.Text);
                json.WriteString("edited_at", Json.Instant(entry.At));
                json.WriteEndObject();
                break;
            case MessageUnsent unsent:
                WriteMessageId(json, entry, unsent.MessageSeq);
                break;
            case Reacted reacted:
                WriteMessageId(json, entry, reacted.MessageSeq);
                json.WriteStartObject("reaction");
                json.WriteString("emoji", reacted.Emoji);
                json.WriteEndObject();
                break;
            case Answered answered:
                WriteMessageId(json, entry, answered.MessageSeq);
                json.WritePropertyName("answer");
                json.WriteRawValue(Shown(answered.Answer));
                break;
            case FromLater when entry.Log == Log.Thread:
                WriteMessageId(json, entry, entry.Seq);
                break;
            default:
                WriteTeamEvent(json, entry);
                break;
        }

        json.WriteEndObject();
    }

    /// <summary>A file as the APIs show it, with links that open for some days.</summary>
    public void WriteFile(Utf8JsonWriter json, Attachment file)
    {
        json.WriteStartObject();
        json.WriteString("file_id", file.FileId);
        json.WriteString("kind", Json.Name(file.Kind));
        json.WriteString("url", links.To(file, preview: false));
        json.WriteString("name", file.Name);
        json.WriteNumber("size", file.Size);
        json.WriteString("mime", file.Mime);
        if (file.Width is { } width)
            json.WriteNumber("width", width);
        if (file.Height is { } height)
            json.WriteNumber("height", height);
        if (file.HasPreview)
            json.WriteString("preview_url", links.To(file, preview: true));
        json.WriteEndObject();
    }

    public static void WriteFrom(Utf8JsonWriter json, Author by, Audience audience, Persona? persona = null)
    {
        json.WriteStartObject("from");
        json.WriteString("kind", KindOf(by.Kind));
        if (audience == Audience.Team && by.Id is not null)
            json.WriteString("id", by.Id);
        if ((persona?.Name ?? by.Name) is { } name)
            json.WriteString("name", name);
        if (persona?.PictureUrl is { } picture)
            json.WriteString("picture_url", picture);
        json.WriteEndObject();
    }

    /// <summary>To a reader an app is a helper: both answer by themselves.</summary>
    public static string KindOf(AuthorKind kind) => kind == AuthorKind.App ? "helper" : Json.Name(kind);

    void WriteMessage(Utf8JsonWriter json, Entry entry, MessageSent sent, Audience audience)
    {
        var content = sent.Content;
        json.WriteStartObject("message");
        json.WriteString("message_id", entry.MessageId.ToString());
        WriteClientId(json, entry, audience);
        if (content.Text is not null)
            json.WriteString("text", content.Text);
        if (content.Attachments is { Count: > 0 } files)
        {
            json.WriteStartArray("attachments");
            foreach (var file in files)
                WriteFile(json, file);
            json.WriteEndArray();
        }

        WriteValue(json, "quick_replies", content.QuickReplies);
        WriteValue(json, "template", content.Template);
        if (sent.Answer is not null)
        {
            json.WritePropertyName("answer");
            json.WriteRawValue(Shown(sent.Answer));
        }

        if (content.ReplyToSeq is { } quotedSeq)
            WriteQuote(json, entry, quotedSeq);
        WriteReactions(json, sent);
        if (sent.EditedAt is { } editedAt)
            json.WriteString("edited_at", Json.Instant(editedAt));
        if (sent.Unsent)
            json.WriteBoolean("unsent", true);
        if (content.Auto is not null)
            json.WriteString("auto", content.Auto);
        json.WriteEndObject();
    }

    /// <summary>The token of a consent is for the app alone.</summary>
    static string Shown(string answer) => answer.Contains("\"token\"", StringComparison.Ordinal) ? """{"granted":true}""" : answer;

    static void WriteQuote(Utf8JsonWriter json, Entry entry, long seq)
    {
        json.WriteStartObject("reply_to");
        json.WriteString("message_id", MessageId(entry, seq));
        if (entry.Quoted is { Event: not FromLater } quoted)
        {
            var summary = MessageRules.Summary(quoted.Seq, quoted.At, quoted.By, quoted.Event);
            json.WriteString("kind", summary.Kind);
            if (summary.Text is not null)
                json.WriteString("text", summary.Text);
            json.WriteString("from", KindOf(quoted.By.Kind));
        }

        json.WriteEndObject();
    }

    static void WriteReactions(Utf8JsonWriter json, MessageSent sent)
    {
        if (sent.PersonReaction is null && sent.PageReaction is null)
            return;
        json.WriteStartArray("reactions");
        WriteReaction(json, sent.PersonReaction, "person");
        WriteReaction(json, sent.PageReaction, "page");
        json.WriteEndArray();
    }

    static void WriteReaction(Utf8JsonWriter json, string? emoji, string from)
    {
        if (emoji is null)
            return;
        json.WriteStartObject();
        json.WriteString("emoji", emoji);
        json.WriteString("from", from);
        json.WriteEndObject();
    }

    static void WriteTeamEvent(Utf8JsonWriter json, Entry entry)
    {
        switch (entry.Event)
        {
            case NoteAdded note:
                json.WriteNumber("thread_seq", note.ThreadSeq);
                json.WriteStartObject("note");
                json.WriteString("note_id", $"n{entry.Seq}");
                if (entry.ClientId is not null)
                    json.WriteString("client_id", entry.ClientId);
                json.WriteString("text", note.Text);
                json.WriteEndObject();
                break;
            case StatusChanged changed:
                json.WriteNumber("thread_seq", changed.ThreadSeq);
                json.WriteString("status", Json.Name(changed.Status));
                break;
            case Entered entered:
                json.WriteNumber("thread_seq", entered.ThreadSeq);
                WriteValue(json, "entrance", entered.Entrance);
                break;
            case HelperQuieted quieted:
                json.WriteNumber("thread_seq", quieted.ThreadSeq);
                json.WriteBoolean("quiet", quieted.Quiet);
                break;
            case ThreadMoved moved:
                json.WriteNumber("thread_seq", moved.ThreadSeq);
                json.WriteString("move", Json.Name(moved.Move));
                if (moved.To is not null)
                    json.WriteString("to", moved.To == ThreadControl.Inbox ? "inbox" : moved.To);
                break;
            case Blocked blocked:
                json.WriteNumber("thread_seq", blocked.ThreadSeq);
                json.WriteBoolean("on", blocked.On);
                break;
            case FromLater later:
                json.WriteNumber("thread_seq", ThreadSeqOf(later));
                break;
            default:
                throw new InvalidOperationException($"{entry.Event.GetType().Name} is no event for readers.");
        }
    }

    /// <summary>Whatever stands in the team's log says after which number of the thread.</summary>
    static long ThreadSeqOf(FromLater later)
    {
        using var body = JsonDocument.Parse(later.Body);
        return body.RootElement.TryGetProperty("thread_seq", out var seq) ? seq.GetInt64() : 0;
    }

    static void WriteClientId(Utf8JsonWriter json, Entry entry, Audience audience)
    {
        if (entry.ClientId is not null && entry.By.IsPerson == (audience == Audience.Person))
            json.WriteString("client_id", entry.ClientId);
    }

    static void WriteMessageId(Utf8JsonWriter json, Entry entry, long seq)
    {
        json.WriteStartObject("message");
        json.WriteString("message_id", MessageId(entry, seq));
        json.WriteEndObject();
    }

    static string MessageId(Entry entry, long seq) => new MessageId(entry.Conversation.Person, seq).ToString();

    static void WriteValue<T>(Utf8JsonWriter json, string name, T? value)
    {
        if (value is null)
            return;
        json.WritePropertyName(name);
        JsonSerializer.Serialize(json, value, Json.Options);
    }
}
