using System.Net;
using Charla.Kernel;

namespace Charla.Server.Tests.Accounts;

public sealed class PasskeyTests(ServerFixture server)
{
    [Fact]
    public async Task A_member_without_a_password_comes_back_with_a_passkey()
    {
        var origin = server.Address.GetLeftPart(UriPartial.Authority);
        using var passkey = new SoftAuthenticator(origin, server.Address.Host);
        var email = $"{Ids.NewSecret()}@example.org";
        var owner = await server.SignIn(await server.MakePage(), email, password: null);
        owner.DefaultRequestHeaders.Add("Origin", origin);

        var creation = await owner.Post("/api/auth/passkeys/options", new { }).Json();
        var added = await owner.Post("/api/auth/passkeys", new { credential = passkey.Register(creation), name = "Phone" }).Json();
        Assert.Equal(1, (await owner.Get("/api/me").Json()).GetProperty("member").GetProperty("passkeys").GetInt32());
        Assert.Equal("passkey.last", await owner.Delete($"/api/auth/passkeys/{added.Text("id")}").Problem(HttpStatusCode.Conflict));

        var visitor = server.Visitor();
        visitor.DefaultRequestHeaders.Add("Origin", origin);
        var forged = await visitor.Post("/api/auth/passkeys/request-options", new { }).Json();
        await visitor.Post("/api/auth/passkeys/sign-in", new { credential = passkey.Sign(forged, forged: true) })
            .Problem(HttpStatusCode.Unauthorized);
        var request = await visitor.Post("/api/auth/passkeys/request-options", new { }).Json();
        var credential = passkey.Sign(request);
        await visitor.Post("/api/auth/passkeys/sign-in", new { credential }).Json();
        Assert.Equal(email, (await visitor.Get("/api/me").Json()).GetProperty("member").Text("email"));

        var thief = server.Visitor();
        thief.DefaultRequestHeaders.Add("Origin", origin);
        await thief.Post("/api/auth/passkeys/sign-in", new { credential }).Problem(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("""{"credential":{}}""")]
    [InlineData("""{"credential":{"id":1,"response":[]}}""")]
    [InlineData("""{"credential":"no json"}""")]
    [InlineData("""{"credential":null}""")]
    [InlineData("""{}""")]
    public async Task A_malformed_credential_is_refused(string body)
    {
        var visitor = server.Visitor();
        await visitor.Post("/api/auth/passkeys/request-options", new { }).Json();
        using var answer = await visitor.PostRaw("/api/auth/passkeys/sign-in", body);
        Assert.InRange((int)answer.StatusCode, 400, 499);
    }
}
