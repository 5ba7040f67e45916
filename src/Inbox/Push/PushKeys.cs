using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Charla.Accounts.Contracts;
using Charla.Kernel.Storage;

namespace Charla.Inbox.Push;

/// <summary>
/// By which push services know this installation (VAPID, RFC 8292): a key pair made once and kept in the data folder.
/// Browsers bind their subscriptions to its public half.
/// </summary>
sealed class PushKeys : IDisposable
{
    /// <summary>Push services want somebody to write to; an installation without a public address has nobody.</summary>
    const string Nobody = "mailto:push@charla.invalid";

    static readonly TimeSpan Life = TimeSpan.FromHours(12);

    readonly ECDsa key;
    readonly string contact;
    readonly TimeProvider clock;
    readonly ConcurrentDictionary<string, (string Token, DateTimeOffset EndsAt)> tokens = new(StringComparer.Ordinal);

    public PushKeys(Database database, PublicAddress address, TimeProvider clock)
    {
        this.clock = clock;
        contact = address.Configured is { Scheme: "https" } own ? own.GetLeftPart(UriPartial.Authority) : Nobody;
        key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        key.ImportPkcs8PrivateKey(database.Keys.Take("push.key", key.ExportPkcs8PrivateKey), out _);
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        Public = Base64Url.EncodeToString(PushEncryption.Uncompressed(point));
    }

    /// <summary>The public key as browsers take it.</summary>
    public string Public { get; }

    /// <summary>The Authorization header for a push service.</summary>
    public string Authorization(Uri endpoint)
    {
        var audience = endpoint.GetLeftPart(UriPartial.Authority);
        var now = clock.GetUtcNow();
        if (!tokens.TryGetValue(audience, out var known) || known.EndsAt - now < Life / 2)
        {
            if (tokens.Count > 1000)
                tokens.Clear();
            known = tokens[audience] = (Token(audience, now + Life), now + Life);
        }

        return $"vapid t={known.Token}, k={Public}";
    }

    public void Dispose() => key.Dispose();

    string Token(string audience, DateTimeOffset endsAt)
    {
        var head = Base64Url.EncodeToString("""{"typ":"JWT","alg":"ES256"}"""u8);
        var claims = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(
            new { aud = audience, exp = endsAt.ToUnixTimeSeconds(), sub = contact }));
        var content = $"{head}.{claims}";
        var signature = key.SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256);
        return $"{content}.{Base64Url.EncodeToString(signature)}";
    }
}
