using System.Buffers.Binary;
using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Charla.Kernel;
using Microsoft.AspNetCore.DataProtection;

namespace Charla.People.Contracts;

/// <summary>
/// The device tokens of persons: signed and sealed, so that nothing needs to be stored to know one; only devices that
/// were shut out are remembered. Tokens read once are kept in memory, for the hot path.
/// </summary>
public sealed class PersonTokens
{
    const string Prefix = "person_";
    const int Longest = 400;
    const int MostRemembered = 50_000;

    readonly IDataProtector protector;
    readonly PersonStore store;
    readonly TimeProvider clock;
    readonly ConcurrentDictionary<string, PersonSession> read = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<DeviceId, bool> revoked = new();

    internal PersonTokens(IDataProtectionProvider protection, PersonStore store, TimeProvider clock)
    {
        protector = protection.CreateProtector("charla.people.device");
        (this.store, this.clock) = (store, clock);
    }

    public string Issue(PageId page, Psid psid, DeviceId device)
    {
        Span<byte> content = stackalloc byte[24];
        BinaryPrimitives.WriteInt64BigEndian(content, page.Value);
        BinaryPrimitives.WriteInt64BigEndian(content[8..], psid.Value);
        BinaryPrimitives.WriteInt64BigEndian(content[16..], device.Value);
        return Prefix + Base64Url.EncodeToString(protector.Protect(content.ToArray()));
    }

    /// <summary>Who the token speaks for; false when it is forged, foreign or shut out.</summary>
    public bool TryRead(string? token, [NotNullWhen(true)] out PersonSession? session)
    {
        session = null;
        if (token is null || token.Length > Longest || !token.StartsWith(Prefix, StringComparison.Ordinal))
            return false;
        if (!read.TryGetValue(token, out session))
        {
            session = Open(token.AsSpan(Prefix.Length));
            if (session is null)
                return false;
            if (read.Count > MostRemembered)
                read.Clear();
            read[token] = session;
        }

        return !revoked.ContainsKey(session.Device);
    }

    /// <summary>Shuts the device out, at once and for good.</summary>
    public async Task Revoke(PageId page, Psid psid, DeviceId device)
    {
        await store.Revoke(page, psid, device, clock.GetUtcNow());
        revoked[device] = true;
    }

    /// <summary>Knows who was shut out, and hears of whoever will be, here or in another process.</summary>
    internal Task LearnRevoked()
    {
        store.HearRevoked(device => revoked[device] = true, ReadRevoked);
        return ReadRevoked();
    }

    async Task ReadRevoked()
    {
        foreach (var device in await store.RevokedDevices())
            revoked[device] = true;
    }

    PersonSession? Open(ReadOnlySpan<char> text)
    {
        if (!Base64Url.IsValid(text))
            return null;
        try
        {
            var content = protector.Unprotect(Base64Url.DecodeFromChars(text));
            return content.Length == 24
                ? new PersonSession(
                    new PageId(BinaryPrimitives.ReadInt64BigEndian(content)),
                    new Psid(BinaryPrimitives.ReadInt64BigEndian(content.AsSpan(8))),
                    new DeviceId(BinaryPrimitives.ReadInt64BigEndian(content.AsSpan(16))))
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
