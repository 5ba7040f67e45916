using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;

namespace Charla.Conversations.Live;

/// <summary>The frames that a person's live connection receives, whatever carries them.</summary>
sealed class EventFrames(EventWriter writer)
{
    public static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Ready(string epoch, ConversationState state) => Frame("ready", json =>
    {
        json.WriteString("epoch", epoch);
        json.WriteNumber("seq", state.ThreadSeq);
        WriteReceipts(json, state.TeamHas);
    });

    public ReadOnlyMemory<byte> Events(string epoch, IEnumerable<Entry> entries) => Frame("events", json =>
    {
        json.WriteString("epoch", epoch);
        json.WritePropertyName("events");
        writer.WriteAll(json, entries, Audience.Person);
    });

    public static ReadOnlyMemory<byte> Receipts(Watermarks has) => Frame("receipts", json =>
    {
        json.WriteNumber("delivered", has.Delivered);
        json.WriteNumber("read", has.Read);
    });

    public static ReadOnlyMemory<byte> Typing(Author by, bool on) => Frame("typing", json =>
    {
        EventWriter.WriteFrom(json, by, Audience.Person);
        json.WriteBoolean("on", on);
    });

    public static ReadOnlyMemory<byte> Ack(string clientId, SendMessage.Answer answer) => Frame("ack", json =>
    {
        json.WriteString("client_id", clientId);
        json.WriteString("message_id", answer.MessageId);
        json.WriteNumber("seq", answer.Seq);
        json.WriteString("at", Json.Instant(answer.At));
    });

    public static ReadOnlyMemory<byte> Refused(string? clientId, Refusal refusal, string traceId) => Frame("refused", json =>
    {
        json.WriteString("client_id", clientId);
        json.WritePropertyName("problem");
        JsonSerializer.Serialize(json, Problems.Details(refusal, traceId), Json.Options);
    });

    public static ReadOnlyMemory<byte> Reset(string epoch) => Frame("reset", json => json.WriteString("epoch", epoch));

    public static ReadOnlyMemory<byte> Pong { get; } = Frame("pong", _ => { });

    public static void WriteReceipts(Utf8JsonWriter json, Watermarks has)
    {
        json.WriteStartObject("receipts");
        json.WriteNumber("delivered", has.Delivered);
        json.WriteNumber("read", has.Read);
        json.WriteEndObject();
    }

    static ReadOnlyMemory<byte> Frame(string type, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(buffer, WriterOptions);
        json.WriteStartObject();
        json.WriteString("type", type);
        write(json);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
