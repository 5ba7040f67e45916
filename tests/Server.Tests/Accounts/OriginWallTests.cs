using System.Net;
using System.Net.Http.Json;
using Charla.Kernel;

namespace Charla.Server.Tests.Accounts;

public sealed class OriginWallTests(ServerFixture server)
{
    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("X-Nothing", "neither")]
    public async Task Another_site_changes_nothing_with_a_members_cookie(string header, string value)
    {
        var owner = await server.SignIn(await server.MakePage(), $"{Ids.NewSecret()}@example.org");
        owner.DefaultRequestHeaders.Remove("Sec-Fetch-Site");
        owner.DefaultRequestHeaders.Add(header, value);
        Assert.Equal("origin.foreign", await owner.Patch("/api/me", new { name = "Eve" }).Problem(HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task Our_own_origin_may()
    {
        var owner = await server.SignIn(await server.MakePage(), $"{Ids.NewSecret()}@example.org");
        owner.DefaultRequestHeaders.Remove("Sec-Fetch-Site");
        owner.DefaultRequestHeaders.Add("Origin", server.Address.GetLeftPart(UriPartial.Authority));
        await owner.Patch("/api/me", new { name = "Ana Luna" }).Json();
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task What_a_plain_form_can_send_is_not_taken(string type)
    {
        var owner = await server.SignIn(await server.MakePage(), $"{Ids.NewSecret()}@example.org");
        await owner.PostRaw("/api/auth/sign-out", "{}", type).Problem(HttpStatusCode.UnsupportedMediaType);
        await owner.GetFromJsonAsync<object>("/api/me", TestContext.Current.CancellationToken);
    }
}
