using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Charla.Inbox.Push;

/// <summary>
/// Seals a push message for one browser (RFC 8291, content coding aes128gcm of RFC 8188): the push service that carries
/// it cannot read it.
/// </summary>
static class PushEncryption
{
    public const int KeyLength = 65;
    public const int AuthLength = 16;
    const int SaltLength = 16;
    const int TagLength = 16;
    const int RecordSize = 4096;

    public static byte[] Seal(ReadOnlySpan<byte> plain, byte[] browserKey, byte[] auth)
    {
        using var sender = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return Seal(plain, browserKey, auth, sender, RandomNumberGenerator.GetBytes(SaltLength));
    }

    /// <param name="sender">A key pair for this message alone.</param>
    public static byte[] Seal(ReadOnlySpan<byte> plain, byte[] browserKey, byte[] auth, ECDiffieHellman sender, byte[] salt)
    {
        using var browser = Import(browserKey);
        var senderKey = Uncompressed(sender.ExportParameters(includePrivateParameters: false).Q);
        var shared = sender.DeriveRawSecretAgreement(browser.PublicKey);
        var secret = HKDF.DeriveKey(
            HashAlgorithmName.SHA256, shared, 32, auth, [.. "WebPush: info\0"u8, .. browserKey, .. senderKey]);
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 16, salt, [.. "Content-Encoding: aes128gcm\0"u8]);
        var nonce = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 12, salt, [.. "Content-Encoding: nonce\0"u8]);

        const int head = SaltLength + 4 + 1 + KeyLength;
        var body = new byte[head + plain.Length + 1 + TagLength];
        salt.CopyTo(body, 0);
        BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(SaltLength), RecordSize);
        body[SaltLength + 4] = KeyLength;
        senderKey.CopyTo(body, SaltLength + 5);
        byte[] record = [.. plain, 2];
        using var cipher = new AesGcm(key, TagLength);
        cipher.Encrypt(nonce, record, body.AsSpan(head, record.Length), body.AsSpan(head + record.Length));
        return body;
    }

    /// <summary>The point of an uncompressed key; whether it lies on the curve is found out when it is imported.</summary>
    public static ECPoint Point(byte[] key) => new() { X = key[1..33], Y = key[33..65] };

    public static byte[] Uncompressed(ECPoint point) => [4, .. point.X!, .. point.Y!];

    /// <summary>Whether a browser's key is a point of the curve.</summary>
    public static bool IsKey(byte[] key)
    {
        if (key.Length != KeyLength || key[0] != 4)
            return false;
        try
        {
            using var imported = Import(key);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    static ECDiffieHellman Import(byte[] key) =>
        ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = Point(key) });
}
