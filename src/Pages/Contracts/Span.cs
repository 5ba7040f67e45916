using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Charla.Pages.Contracts;

/// <summary>
/// A stretch of opening time on the wall clock, in minutes after midnight of the day it begins. One that ends at or
/// before its beginning goes on past midnight; <c>00:00</c> to <c>24:00</c> is a whole day.
/// </summary>
[JsonConverter(typeof(SpanJson))]
public readonly record struct Span(int From, int To)
{
    public const int Day = 24 * 60;

    /// <summary>The end in minutes after the midnight of the day it begins; past <see cref="Day"/> when overnight.</summary>
    public int End => To > From ? To : To + Day;

    public static bool TryParse(string? from, string? to, out Span span)
    {
        var read = TryMinutes(from, out var first) & TryMinutes(to, out var last);
        span = new Span(first, last);
        return read && first < Day && first != last;
    }

    public static string Clock(int minutes) =>
        string.Create(CultureInfo.InvariantCulture, $"{minutes / 60:00}:{minutes % 60:00}");

    static bool TryMinutes(string? text, out int minutes)
    {
        minutes = 0;
        if (text is not { Length: 5 } || text[2] != ':'
            || !int.TryParse(text.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var hour)
            || !int.TryParse(text.AsSpan(3, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var minute))
        {
            return false;
        }

        minutes = (hour * 60) + minute;
        return minute < 60 && minutes <= Day;
    }
}

sealed class SpanJson : JsonConverter<Span>
{
    public override Span Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        var raw = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(ref reader, options);
        return raw is not null && Span.TryParse(Text(raw, "from"), Text(raw, "to"), out var span)
            ? span
            : throw new JsonException("A span is {\"from\":\"07:30\",\"to\":\"20:00\"}.");
    }

    public override void Write(Utf8JsonWriter writer, Span value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("from", Span.Clock(value.From));
        writer.WriteString("to", Span.Clock(value.To));
        writer.WriteEndObject();
    }

    static string? Text(Dictionary<string, JsonElement> raw, string name) =>
        raw.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
