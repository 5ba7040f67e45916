using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Charla.Kernel;

/// <summary>
/// The number of a public page. Sixteen digits or fewer, so that a JavaScript number holds it; text in JSON.
/// </summary>
[GenerateSerializer, Alias("charla.PageId"), JsonConverter(typeof(PageIdJson))]
public readonly record struct PageId([property: Id(0)] long Value) : IParsable<PageId>
{
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    public static PageId Parse(string text, IFormatProvider? provider) =>
        TryParse(text, provider, out var id) ? id : throw new FormatException("Not a page id.");

    public static bool TryParse(string? text, IFormatProvider? provider, out PageId id)
    {
        var parsed = Ids.TryParse(text, out var value);
        id = new PageId(value);
        return parsed;
    }
}

/// <summary>
/// The number by which one page knows one person (page-scoped id). Another page knows the same person by another.
/// </summary>
[GenerateSerializer, Alias("charla.Psid"), JsonConverter(typeof(PsidJson))]
public readonly record struct Psid([property: Id(0)] long Value) : IParsable<Psid>
{
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    public static Psid Parse(string text, IFormatProvider? provider) =>
        TryParse(text, provider, out var id) ? id : throw new FormatException("Not a person's id.");

    public static bool TryParse(string? text, IFormatProvider? provider, out Psid id)
    {
        var parsed = Ids.TryParse(text, out var value);
        id = new Psid(value);
        return parsed;
    }
}

/// <summary>Makes ids and secrets from the system's cryptographic randomness.</summary>
public static class Ids
{
    const long Lowest = 1_000_000_000_000_000;
    const long Highest = 9_007_199_254_740_991;
    const string Base32 = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>A random number of sixteen digits, below 2^53.</summary>
    public static long NewNumber()
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes);
        return Lowest + (long)(BitConverter.ToUInt64(bytes) % (Highest - Lowest));
    }

    /// <summary>An unguessable text of URL-safe letters with the given strength; 128 bits unless told.</summary>
    public static string NewSecret(int bits = 128) => RandomNumberGenerator.GetString(Base32, (bits + 4) / 5);

    /// <summary>SHA-256 of a secret as lower-case hex: what is stored in its place.</summary>
    public static string Hash(string secret) =>
        Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(secret)));

    internal static bool TryParse(string? text, out long value)
    {
        value = 0;
        return text is { Length: > 0 and <= 16 }
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value)
            && value > 0;
    }
}

sealed class PageIdJson : JsonConverter<PageId>
{
    public override PageId Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && PageId.TryParse(reader.GetString(), null, out var id)
            ? id
            : throw new JsonException("Not a page id.");

    public override void Write(Utf8JsonWriter writer, PageId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}

sealed class PsidJson : JsonConverter<Psid>
{
    public override Psid Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Psid.TryParse(reader.GetString(), null, out var id)
            ? id
            : throw new JsonException("Not a person's id.");

    public override void Write(Utf8JsonWriter writer, Psid value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
