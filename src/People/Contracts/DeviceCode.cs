using System.Security.Cryptography;

namespace Charla.People.Contracts;

/// <summary>Eight letters a person can read from one screen and type on another: none looks like a second one.</summary>
public static class DeviceCode
{
    const string Letters = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
    const int Length = 8;

    internal static string New() => RandomNumberGenerator.GetString(Letters, Length);

    /// <summary>The path that opens the conversation on the device that reads it.</summary>
    public static string Path(string code) => $"/c/{code}";

    /// <summary>The code as it was made, however it was typed; null when it cannot be one.</summary>
    public static string? Normal(string? typed)
    {
        if (typed is not { Length: >= Length and <= 40 })
            return null;
        var code = string.Concat(typed.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        return code.Length == Length && code.All(Letters.Contains) ? code : null;
    }
}
