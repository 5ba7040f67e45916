using System.Globalization;
using System.Text.Json;
using Charla.Kernel.Http;

namespace Charla.Conversations.Contracts;

/// <summary>What is wrong with a field of a JSON value.</summary>
/// <param name="Path">From the value that was checked, such as <c>[elements][0][title]</c>.</param>
public sealed record FieldFault(string Path, string Detail);

/// <summary>Says what is wrong with a value that stands at a path, or null when nothing is.</summary>
public delegate FieldFault? FieldRule(JsonElement value, string path);

/// <summary>A field of an object and the rule of its value.</summary>
public sealed record NamedRule(string Name, bool IsNeeded, FieldRule Rule);

/// <summary>Rules for JSON that others write, put together from small ones.</summary>
public static class FieldRules
{
    public const int LongestUrl = 2083;

    public static readonly FieldRule Bool = (value, path) =>
        value.ValueKind is JsonValueKind.True or JsonValueKind.False || TextOf(value) is "true" or "false"
            ? null
            : new FieldFault(path, "must be true or false");

    public static readonly FieldRule Url = Matching(IsWebUrl, "must be an http or https URL");

    public static readonly FieldRule SecureUrl = Matching(
        text => IsWebUrl(text) && text.StartsWith("https:", StringComparison.OrdinalIgnoreCase), "must be an https URL");

    /// <summary>Money or another number; also written as text.</summary>
    public static readonly FieldRule Amount = (value, path) => NumberOf(value) is null ? new FieldFault(path, "must be a number") : null;

    public static FieldRule Text(int atMost, int atLeast = 1) => (value, path) =>
    {
        if (TextOf(value) is not { } text || !PlainText.IsWellFormed(text))
            return new FieldFault(path, "must be a non-empty UTF-8 encoded string");
        var length = text.EnumerateRunes().Count();
        return length > atMost ? new FieldFault(path, $"must be at most {atMost} characters long")
            : length < atLeast || (atLeast > 0 && string.IsNullOrWhiteSpace(text))
                ? new FieldFault(path, atLeast > 1 ? $"must be at least {atLeast} characters long" : "must be a non-empty UTF-8 encoded string")
                : null;
    };

    public static FieldRule Matching(Func<string, bool> isRight, string otherwise) => (value, path) =>
        TextOf(value) is { } text && PlainText.IsWellFormed(text) && isRight(text) ? null : new FieldFault(path, otherwise);

    public static FieldRule OneOf(params string[] words) =>
        Matching(text => words.Contains(text, StringComparer.OrdinalIgnoreCase), $"must be one of {{{string.Join(", ", words)}}}");

    public static FieldRule Whole(long from, long to) => (value, path) =>
        NumberOf(value) is { } number && number >= from && number <= to && decimal.IsInteger(number)
            ? null
            : new FieldFault(path, $"must be a whole number from {from} to {to}");

    public static FieldRule List(int atLeast, int atMost, FieldRule each) => (value, path) =>
    {
        if (value.ValueKind != JsonValueKind.Array)
            return new FieldFault(path, "must be an array");
        var count = value.GetArrayLength();
        if (count < atLeast || count > atMost)
        {
            return new FieldFault(
                path, atLeast == atMost ? $"must have exactly {atLeast} item(s)" : $"must have {atLeast} to {atMost} items");
        }

        return value.EnumerateArray()
            .Select((item, index) => each(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]")))
            .FirstOrDefault(fault => fault is not null);
    };

    /// <summary>An object; what it holds beyond these fields is left alone.</summary>
    public static FieldRule Record(params NamedRule[] fields) => (value, path) =>
    {
        if (value.ValueKind != JsonValueKind.Object)
            return new FieldFault(path, "must be an object");
        foreach (var (name, isNeeded, rule) in fields)
        {
            var fault = Field(value, name) is { } field ? rule(field, $"{path}[{name}]")
                : isNeeded ? new FieldFault($"{path}[{name}]", "is required")
                : null;
            if (fault is not null)
                return fault;
        }

        return null;
    };

    public static NamedRule Needs(string name, FieldRule rule) => new(name, true, rule);

    public static NamedRule May(string name, FieldRule rule) => new(name, false, rule);

    public static FieldRule And(this FieldRule first, FieldRule second) => (value, path) => first(value, path) ?? second(value, path);

    /// <summary>The field of an object; null too when it is null or an empty text, which clients write for "none".</summary>
    public static JsonElement? Field(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var field)
        && field.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined)
        && !(field.ValueKind == JsonValueKind.String && field.ValueEquals(""))
            ? field
            : null;

    /// <summary>A text field; numbers count as texts.</summary>
    public static string? Text(JsonElement value, string name) => Field(value, name) is { } field ? TextOf(field) : null;

    public static bool IsWebUrl(string text) =>
        text.Length <= LongestUrl && Uri.TryCreate(text, UriKind.Absolute, out var parsed)
        && (parsed.Scheme == Uri.UriSchemeHttps || parsed.Scheme == Uri.UriSchemeHttp);

    /// <summary>Whether every text in it is text, and it is no deeper than anybody needs.</summary>
    public static FieldFault? Sound(JsonElement value, string path, int depth = 12)
    {
        if (depth == 0)
            return new FieldFault(path, "is nested too deeply");
        return value.ValueKind switch
        {
            JsonValueKind.String => TextOf(value) is { } text && PlainText.IsWellFormed(text) ? null : new FieldFault(path, "must be UTF-8 text"),
            JsonValueKind.Array => value.EnumerateArray()
                .Select((item, index) => Sound(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"), depth - 1))
                .FirstOrDefault(fault => fault is not null),
            JsonValueKind.Object => value.EnumerateObject()
                .Select(field => Sound(field.Value, $"{path}[{NameOf(field)}]", depth - 1))
                .FirstOrDefault(fault => fault is not null),
            _ => null,
        };
    }

    /// <summary>The text of a value; null when it is none, or half of a surrogate pair.</summary>
    public static string? TextOf(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number)
            return value.GetRawText();
        if (value.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    static string NameOf(JsonProperty field)
    {
        try
        {
            return field.Name;
        }
        catch (InvalidOperationException)
        {
            return "?";
        }
    }

    static decimal? NumberOf(JsonElement value) =>
        TextOf(value) is { Length: <= 30 } text
        && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
