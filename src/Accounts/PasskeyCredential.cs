using System.Buffers.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;

namespace Charla.Accounts;

/// <summary>What a browser's authenticator answered, as Identity takes it: the JSON text of the credential.</summary>
static class PasskeyCredential
{
    const int Longest = 64 * 1024;

    /// <summary>The credential's JSON, or null when it cannot be one.</summary>
    public static string? Read(JsonElement credential) => credential.ValueKind switch
    {
        JsonValueKind.Object when credential.GetRawText() is { Length: <= Longest } text => text,
        JsonValueKind.String when Text(credential) is { Length: > 0 and <= Longest } text => text,
        _ => null,
    };

    /// <summary>Null when the string holds half of a surrogate pair.</summary>
    static string? Text(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Runs the check; null when no challenge waits or what came is malformed beyond Identity's own refusals.</summary>
    public static async Task<TResult?> Perform<TResult>(Func<Task<TResult>> check) where TResult : class
    {
        try
        {
            return await check();
        }
        catch (Exception malformed) when (malformed is PasskeyException or InvalidOperationException or JsonException or FormatException)
        {
            return null;
        }
    }

    public static bool TryReadId(string text, out byte[] id)
    {
        id = [];
        if (text.Length > 2000 || !Base64Url.IsValid(text))
            return false;
        id = Base64Url.DecodeFromChars(text);
        return id.Length > 0;
    }
}
