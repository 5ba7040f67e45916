using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Charla.Platform.Webhooks;

/// <summary>
/// The headers by which a receiver knows that a body came from here, unchanged. Hub signatures are of the newest secret;
/// those of Standard Webhooks of all that count, so that a receiver may change to a new secret in its own time.
/// </summary>
static class Signatures
{
    /// <param name="secrets">The newest first.</param>
    public static IReadOnlyList<(string Name, string Value)> Of(
        string id, DateTimeOffset at, ReadOnlySpan<byte> body, IReadOnlyList<string> secrets)
    {
        var timestamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var newest = Encoding.UTF8.GetBytes(secrets[0]);
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{id}.{timestamp}."), .. body];
        return
        [
            ("X-Hub-Signature", "sha1=" + Sha1(newest, body)),
            ("X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(newest, body))),
            ("webhook-id", id),
            ("webhook-timestamp", timestamp),
            ("webhook-signature", string.Join(' ', secrets.Select(secret =>
                "v1," + Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed))))),
        ];
    }

#pragma warning disable CA5350 // Older receivers know no other; who can checks the other signatures.
    static string Sha1(byte[] key, ReadOnlySpan<byte> body) => Convert.ToHexStringLower(HMACSHA1.HashData(key, body));
#pragma warning restore CA5350
}
