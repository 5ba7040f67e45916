using System.Text.Json;
using System.Text.Json.Serialization;

namespace Charla.Conversations.Contracts;

/// <summary>A text that is JSON itself, and stands in JSON as the value that it says.</summary>
sealed class RawJson : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonElement.ParseValue(ref reader).GetRawText();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value);
}
