using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Charla.Server.Tests.Accounts;

/// <summary>A passkey of a person without a device: ES256, attestation "none", written from the WebAuthn standard.</summary>
sealed class SoftAuthenticator(string origin, string domain) : IDisposable
{
    readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    readonly byte[] id = RandomNumberGenerator.GetBytes(32);
    byte[] owner = [];
    uint count;

    public object Register(JsonElement options)
    {
        owner = Base64Url.DecodeFromChars(options.GetProperty("user").Text("id"));
        var client = Client("webauthn.create", options.Text("challenge"));
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        byte[] cose =
        [
            0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. point.X!, 0x22, 0x58, 0x20, .. point.Y!,
        ];
        byte[] attested = [.. Data(flags: 0x45), .. new byte[16], 0, (byte)id.Length, .. id, .. cose];
        byte[] attestation =
        [
            0xa3, .. Text("fmt"), .. Text("none"), .. Text("attStmt"), 0xa0, .. Text("authData"),
            0x59, (byte)(attested.Length >> 8), (byte)attested.Length, .. attested,
        ];
        return Credential(new
        {
            clientDataJSON = Base64Url.EncodeToString(client),
            attestationObject = Base64Url.EncodeToString(attestation),
            transports = new[] { "internal" },
        });
    }

    public object Sign(JsonElement options, bool forged = false)
    {
        count++;
        var client = Client("webauthn.get", options.Text("challenge"));
        var data = Data(flags: 0x05);
        var signature = key.SignData(
            [.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        if (forged)
            signature[^1] ^= 1;
        return Credential(new
        {
            clientDataJSON = Base64Url.EncodeToString(client),
            authenticatorData = Base64Url.EncodeToString(data),
            signature = Base64Url.EncodeToString(signature),
            userHandle = Base64Url.EncodeToString(owner),
        });
    }

    public void Dispose() => key.Dispose();

    object Credential(object response) => new
    {
        id = Base64Url.EncodeToString(id),
        rawId = Base64Url.EncodeToString(id),
        type = "public-key",
        response,
        clientExtensionResults = new { },
        authenticatorAttachment = "platform",
    };

    byte[] Client(string type, string challenge) =>
        Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { type, challenge, origin, crossOrigin = false }));

    byte[] Data(byte flags)
    {
        var counter = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(counter, count);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(domain)), flags, .. counter];
    }

    static byte[] Text(string text) => [(byte)(0x60 + text.Length), .. Encoding.ASCII.GetBytes(text)];
}
