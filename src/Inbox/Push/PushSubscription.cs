using System.Buffers.Text;
using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;

namespace Charla.Inbox.Push;

/// <summary>A browser of a member, and how to reach it.</summary>
sealed record PushSubscription(string Endpoint, MemberId Member, byte[] BrowserKey, byte[] Auth)
{
    const int LongestEndpoint = 2000;

    public static Outcome<PushSubscription> Of(
        string? endpoint, string? browserKey, string? auth, MemberId member, OutboundGuard guard)
    {
        if (endpoint is null || endpoint.Length > LongestEndpoint || !guard.Allows(endpoint))
            return Refusal.Invalid("endpoint", "endpoint is the https address of a push service.");
        if (Decoded(browserKey) is not { } key || !PushEncryption.IsKey(key))
            return Refusal.Invalid("keys.p256dh", "keys.p256dh is no key of a browser.");
        if (Decoded(auth) is not { Length: PushEncryption.AuthLength } secret)
            return Refusal.Invalid("keys.auth", "keys.auth is 16 bytes in base64url.");
        return new PushSubscription(endpoint, member, key, secret);
    }

    static byte[]? Decoded(string? text) =>
        text is { Length: > 0 and < 200 } && Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : null;
}
