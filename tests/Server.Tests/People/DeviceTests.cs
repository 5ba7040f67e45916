using System.Net;
using Charla.Kernel;
using Charla.People.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Charla.Server.Tests.People;

public sealed class DeviceTests(ServerFixture server)
{
    PersonTokens Tokens => server.Services.GetRequiredService<PersonTokens>();

    [Fact]
    public async Task A_code_carries_the_conversation_to_exactly_one_other_device()
    {
        var (_, person, token) = await Somebody();
        var offer = await server.Visitor(token).Post("/api/chat/devices", new { }).Json();
        Assert.EndsWith("/c/" + offer.Text("code"), offer.Text("url"), StringComparison.Ordinal);
        var typed = offer.Text("code")[..4].ToLowerInvariant() + " " + offer.Text("code")[4..];

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ =>
            server.Visitor().Post("/api/chat/devices/redeem", new { code = typed })));

        var taken = Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        var answer = await Task.FromResult(taken).Json();
        Assert.Equal(person.Psid.ToString(), answer.Text("psid"));
        Assert.True(Tokens.TryRead(answer.Text("token"), out var session));
        Assert.Equal(person.Psid, session.Psid);
    }

    [Fact]
    public async Task A_code_is_drawn_for_a_camera_and_never_kept()
    {
        var (_, _, token) = await Somebody();
        var offer = await server.Visitor(token).Post("/api/chat/devices", new { }).Json();
        using var drawn = await server.Visitor().Get(offer.Text("code_svg"));
        Assert.Equal((HttpStatusCode.OK, "image/svg+xml"), (drawn.StatusCode, drawn.Content.Headers.ContentType?.MediaType));
        Assert.True(drawn.Headers.CacheControl!.NoStore);
        await server.Visitor().Get("/c/none/code.svg").Problem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_device_that_was_shut_out_stays_out()
    {
        var (_, _, token) = await Somebody();
        var client = server.Visitor(token);
        await client.Patch("/api/chat/person", new { name = "Ben" }).Json();
        Assert.True(Tokens.TryRead(token, out var session));
        await Tokens.Revoke(session.Page, session.Psid, session.Device);
        await client.Patch("/api/chat/person", new { name = "Ben" }).Problem(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_person_says_who_they_are_and_what_they_agree_to()
    {
        var (_, person, token) = await Somebody();
        var client = server.Visitor(token);
        var told = await client.Patch("/api/chat/person", new { name = " Ben ", locale = "es", timezone = "America/Bogota" }).Json();
        Assert.Equal("Ben", told.Text("name"));
        await client.Post("/api/chat/optin", new { topic = "offers", text = "May we write once a week?", granted = true }).Json();
        var kept = await server.Services.GetRequiredService<PersonDirectory>().Find(person.Page, person.Psid);
        Assert.Equal(("Ben", "es", "America/Bogota"), (kept!.Name, kept.Locale, kept.TimeZone));
    }

    [Theory]
    [InlineData("person_AAAA")]
    [InlineData("person_")]
    [InlineData("person_\u00e9")]
    [InlineData("x")]
    public async Task A_forged_token_opens_nothing(string token)
    {
        var client = server.Visitor();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {Uri.EscapeDataString(token)}");
        await client.Patch("/api/chat/person", new { name = "Eve" }).Problem(HttpStatusCode.Unauthorized);
        await client.Post("/api/chat/devices", new { }).Problem(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_with_one_sign_changed_is_forged()
    {
        var (_, _, token) = await Somebody();
        for (var at = 10; at < token.Length; at += 17)
        {
            var other = token[at] == 'A' ? 'B' : 'A';
            Assert.False(Tokens.TryRead(token[..at] + other + token[(at + 1)..], out _));
        }
    }

    [Theory]
    [InlineData("/api/chat/optin", """{"topic":"offers"}""")]
    [InlineData("/api/chat/optin", """{"topic":1,"text":{},"granted":"yes"}""")]
    [InlineData("/api/chat/optin", """{"topic":"a\u0000","text":"b","granted":true}""")]
    [InlineData("/api/chat/devices/redeem", """{"code":12345678}""")]
    [InlineData("/api/chat/devices/redeem", """[]""")]
    public async Task What_cannot_be_is_refused(string path, string body)
    {
        var (_, _, token) = await Somebody();
        using var answer = await server.Visitor(token).PostRaw(path, body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    async Task<(PageId Page, Person Person, string Token)> Somebody()
    {
        var page = PageId.Parse((await server.MakePage()).Text("page_id"), null);
        var person = await server.Services.GetRequiredService<PersonDirectory>().Create(page, "en", "Europe/Berlin");
        return (page, person, Tokens.Issue(page, person.Psid, DeviceId.New()));
    }
}
