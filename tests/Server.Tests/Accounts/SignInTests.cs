using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using Charla.Kernel;

namespace Charla.Server.Tests.Accounts;

public sealed class SignInTests(ServerFixture server)
{
    const string Password = "correct horse battery";

    readonly string email = $"{Ids.NewSecret()}@example.org";

    [Fact]
    public async Task An_owner_signs_in_with_a_password_and_out_again()
    {
        await server.SignIn(await server.MakePage(), email);
        var visitor = server.Visitor();

        await visitor.Post("/api/auth/sign-in", new { email = email.ToUpperInvariant(), password = Password }).Json();
        var me = await visitor.Get("/api/me").Json();
        Assert.Equal("owner", me.GetProperty("member").Text("role"));
        Assert.Equal(1, me.GetProperty("pages").GetArrayLength());

        await visitor.Post("/api/auth/sign-out", new { }).Json();
        Assert.Equal("unauthenticated", await visitor.Get("/api/me").Problem(HttpStatusCode.Unauthorized));
    }

    [Fact]
    public async Task The_cookie_is_kept_from_scripts_and_other_sites()
    {
        await server.SignIn(await server.MakePage(), email);
        using var answer = await server.Visitor().Post("/api/auth/sign-in", new { email, password = Password });
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(header => header.StartsWith("charla=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_account_get_the_same_answer()
    {
        await server.SignIn(await server.MakePage(), email);
        var visitor = server.Visitor();
        var wrong = await visitor.Post("/api/auth/sign-in", new { email, password = "wrong" }).Problem(HttpStatusCode.Unauthorized);
        var unknown = await visitor.Post("/api/auth/sign-in", new { email = "no" + email, password = "wrong" })
            .Problem(HttpStatusCode.Unauthorized);
        Assert.Equal(wrong, unknown);
    }

    [Fact]
    public async Task A_changed_password_ends_every_other_session()
    {
        var here = await server.SignIn(await server.MakePage(), email);
        var elsewhere = server.Visitor();
        await elsewhere.Post("/api/auth/sign-in", new { email, password = Password }).Json();

        await here.Post("/api/auth/password", new { current = Password, password = "another long one" }).Json();

        await here.Get("/api/me").Json();
        await elsewhere.Get("/api/me").Problem(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task With_an_authenticator_a_password_alone_is_not_enough()
    {
        var owner = await server.SignIn(await server.MakePage(), email);
        var secret = (await owner.Post("/api/auth/totp/start", new { }).Json()).Text("secret");
        Assert.Equal("totp.wrong_code", await owner.Post("/api/auth/totp", new { code = "000" }).Problem(HttpStatusCode.BadRequest));
        var recovery = (await owner.Post("/api/auth/totp", new { code = Code(secret) }).Json()).GetProperty("recovery_codes");
        Assert.Equal(10, recovery.GetArrayLength());

        var visitor = server.Visitor();
        Assert.Equal(
            "sign_in.code_needed",
            await visitor.Post("/api/auth/sign-in", new { email, password = Password }).Problem(HttpStatusCode.Unauthorized));
        await visitor.Post("/api/auth/sign-in", new { email, password = Password, code = Code(secret) }).Json();
        var code = recovery[0].GetString();
        await server.Visitor().Post("/api/auth/sign-in", new { email, password = Password, code }).Json();
        await server.Visitor().Post("/api/auth/sign-in", new { email, password = Password, code }).Problem(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_removed_member_is_out_with_the_next_request_and_one_owner_stays()
    {
        var owner = await server.SignIn(await server.MakePage(), email);
        var invitation = await owner.Post("/api/team/invitations", new { role = "admin" }).Json();
        var admin = server.Visitor();
        var joined = await admin.Post("/api/auth/invitation", new
        {
            token = Calls.TokenIn(invitation.Text("url")),
            name = "Ben",
            email = "b" + email,
        }).Json();
        var me = (await owner.Get("/api/me").Json()).GetProperty("member").Text("id");

        await admin.Delete($"/api/team/members/{me}").Problem(HttpStatusCode.Forbidden);
        Assert.Equal("team.last_owner", await owner.Delete($"/api/team/members/{me}").Problem(HttpStatusCode.Conflict));
        await owner.Delete($"/api/team/members/{joined.GetProperty("member").Text("id")}").Json();
        await admin.Get("/api/me").Problem(HttpStatusCode.Unauthorized);
    }

    /// <summary>RFC 6238 with SHA-1 and six digits, at the system's own time.</summary>
    static string Code(string secret)
    {
        const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = string.Concat(secret.Select(letter => Convert.ToString(Base32.IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var key = Enumerable.Range(0, bits.Length / 8).Select(at => Convert.ToByte(bits.Substring(at * 8, 8), 2)).ToArray();
        Span<byte> step = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(step, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // The standard's own hash.
        var hash = HMACSHA1.HashData(key, step);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue;
        return (number % 1_000_000).ToString("000000", System.Globalization.CultureInfo.InvariantCulture);
    }
}
