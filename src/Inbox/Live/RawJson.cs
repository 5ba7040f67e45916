using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Charla.Inbox.Live;

/// <summary>JSON that is written already, passed through a serialiser as it is: written once, whoever reads it.</summary>
[JsonConverter(typeof(Converter))]
sealed class RawJson(ReadOnlyMemory<byte> json)
{
    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly ReadOnlyMemory<byte> json = json;

    public static RawJson Of(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Options))
            write(json);
        return new RawJson(buffer.WrittenMemory);
    }

    sealed class Converter : JsonConverter<RawJson>
    {
        public override RawJson Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            throw new NotSupportedException("Raw JSON is only written.");

        public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.json.Span, skipInputValidation: true);
    }
}
