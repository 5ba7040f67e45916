using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Charla.Accounts.Contracts;
using Charla.Inbox.Push;
using Charla.Kernel.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Charla.Rules.Tests.Inbox;

public sealed class PushKeysTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("charla-test-").FullName;
    readonly FakeTimeProvider clock = new(DateTimeOffset.Parse("2026-03-01T12:00:00Z", null));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_push_service_can_check_who_sends()
    {
        using var database = new SqliteDatabase(folder);
        using var keys = new PushKeys(database, new PublicAddress(new Uri("https://chat.example.org")), clock);
        var authorization = keys.Authorization(new Uri("https://push.example.net/send/abc?x=1"));

        var parts = authorization["vapid t=".Length..].Split(", k=");
        Assert.Equal(keys.Public, parts[1]);
        var token = parts[0].Split('.');
        var signature = Base64Url.DecodeFromChars(token[2]);
        Assert.Equal(64, signature.Length);
        using var key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = PushEncryption.Point(Base64Url.DecodeFromChars(parts[1])),
        });
        Assert.True(key.VerifyData(Encoding.ASCII.GetBytes($"{token[0]}.{token[1]}"), signature, HashAlgorithmName.SHA256));
        var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(token[1])).RootElement;
        Assert.Equal("https://push.example.net", claims.GetProperty("aud").GetString());
        Assert.Equal("https://chat.example.org", claims.GetProperty("sub").GetString());
        Assert.InRange(claims.GetProperty("exp").GetInt64() - clock.GetUtcNow().ToUnixTimeSeconds(), 1, 86_400);
    }

    [Fact]
    public void The_keys_outlive_the_process_and_a_token_is_renewed_before_it_ends()
    {
        using var database = new SqliteDatabase(folder);
        using var first = new PushKeys(database, new PublicAddress(null), clock);
        using var second = new PushKeys(database, new PublicAddress(null), clock);
        var service = new Uri("https://push.example.net/a");

        Assert.Equal(first.Public, second.Public);
        var token = first.Authorization(service);
        Assert.Equal(token, first.Authorization(new Uri("https://push.example.net/b")));
        clock.Advance(TimeSpan.FromHours(7));
        Assert.NotEqual(token, first.Authorization(service));
    }
}
