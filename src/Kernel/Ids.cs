using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Charla.Kernel;

/// <summary>
/// The number of a public page. Sixteen digits or fewer, so that a JavaScript number holds it; text in JSON.
/// </summary>
[GenerateSerializer, Alias("charla.PageId"), JsonConverter(typeof(IdJson<PageId>))]
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
[GenerateSerializer, Alias("charla.Psid"), JsonConverter(typeof(IdJson<Psid>))]
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

    /// <summary>
    /// Reads an id as callers write it: digits only, above zero, at most eighteen of them. Those made here have sixteen;
    /// people of a connected Messenger page keep the longer ones that they have there.
    /// </summary>
    public static bool TryParse(string? text, out long value)
    {
        value = 0;
        return text is { Length: > 0 and <= 18 }
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value)
            && value > 0;
    }
}

/// <summary>Ids are texts in JSON, because a number of sixteen digits does not survive every reader.</summary>
public sealed class IdJson<T> : JsonConverter<T> where T : struct, IParsable<T>
{
    public override T Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && T.TryParse(reader.GetString(), null, out var id)
            ? id
            : throw new JsonException("Not an id.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
