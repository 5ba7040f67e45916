using System.Net;
using System.Text.Json;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace Charla.Server.Tests.Entrances;

public sealed class SessionTests(ServerFixture server)
{
    [Fact]
    public async Task A_new_person_gets_all_that_the_chat_needs()
    {
        var page = await server.MakePage();
        var session = await Open(page, new { locale = "es-MX", timezone = "America/Mexico_City" });

        Assert.Equal(page.Text("handle"), session.GetProperty("page").Text("handle"));
        Assert.True(session.GetProperty("page").GetProperty("hours").GetProperty("is_open").GetBoolean());
        Assert.Equal("es-MX", session.GetProperty("person").Text("locale"));
        Assert.StartsWith("¡Hola!", session.GetProperty("entry").Text("greeting"), StringComparison.Ordinal);
        Assert.Equal(0, session.GetProperty("entry").GetProperty("starters").GetArrayLength());
        Assert.Equal(0, session.GetProperty("seq").GetInt64());
        Assert.Equal(0, session.GetProperty("receipts").GetProperty("read").GetInt64());
        Assert.NotEmpty(session.Text("epoch"));

        var again = await server.Visitor(session.Text("token")).Get("/api/chat/session").Json();
        Assert.Equal(session.Text("psid"), again.Text("psid"));
        Assert.False(again.TryGetProperty("token", out _));
    }

    [Fact]
    public async Task A_device_comes_back_to_its_own_page_only()
    {
        var page = await server.MakePage();
        var other = await server.MakePage();
        var first = await Open(page, new { });
        var token = first.Text("token");

        var back = await Open(page, new { }, token);
        var elsewhere = await Open(other, new { }, token);
        var forged = await Open(page, new { }, token[..^2] + "xx");

        Assert.Equal(first.Text("psid"), back.Text("psid"));
        Assert.Equal(token, back.Text("token"));
        Assert.NotEqual(first.Text("psid"), elsewhere.Text("psid"));
        Assert.NotEqual(first.Text("psid"), forged.Text("psid"));
    }

    [Fact]
    public async Task A_device_learns_what_its_person_read_and_blocked()
    {
        var page = await server.MakePage();
        var session = await Open(page, new { });
        Assert.False(session.GetProperty("blocked").GetBoolean());
        var device = server.Visitor(session.Text("token"));
        await device.Post("/api/chat/messages", new { client_id = "a", text = "hello" }).Json();
        await device.Post("/api/chat/read", new { seq = 1 }).Json();
        await device.Post("/api/chat/block", new { on = true }).Json();

        foreach (var again in (JsonElement[])[await device.Get("/api/chat/session").Json(), await Open(page, new { }, session.Text("token"))])
        {
            Assert.True(again.GetProperty("blocked").GetBoolean());
            Assert.Equal(1, again.GetProperty("read_up_to").GetInt64());
        }
    }

    [Fact]
    public async Task A_ref_is_told_to_the_team_once_per_device()
    {
        var page = await server.MakePage();
        var first = await Open(page, new { @ref = "table-7", source = "code" });
        var token = first.Text("token");
        await Open(page, new { @ref = "table-7", source = "code" }, token);
        await Open(page, new { }, token);
        await Open(page, new { @ref = "window" }, token);

        var id = new ConversationId(PageId.Parse(page.Text("page_id"), null), Psid.Parse(first.Text("psid"), null));
        var team = await server.Services.GetRequiredService<ConversationReader>().Page(id, Log.Team, 0, null, 50);

        Assert.Equal(
            [new EntranceUsed("code", "table-7"), new EntranceUsed("link", "window")],
            team.Entries.Select(entry => ((Entered)entry.Event).Entrance));
    }

    [Theory]
    [InlineData("""{"ref":"a b"}""", "ref.malformed")]
    [InlineData("""{"ref":"<script>"}""", "ref.malformed")]
    [InlineData("""{"ref":"caf\u00e9"}""", "ref.malformed")]
    [InlineData("""{"ref":"a\n"}""", "ref.malformed")]
    [InlineData("""{"source":"sky"}""", "invalid")]
    [InlineData("""{"locale":"a\u0000"}""", "invalid")]
    public async Task What_no_link_carries_is_refused(string body, string code)
    {
        var page = await server.MakePage();
        Assert.Equal(code, await server.Visitor().PostRaw(Path(page), body).Problem(HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData("""{"ref":7}""")]
    [InlineData("""{"locale":{}}""")]
    [InlineData("[]")]
    [InlineData("{")]
    public async Task What_is_no_session_is_refused(string body)
    {
        var page = await server.MakePage();
        await server.Visitor().PostRaw(Path(page), body).Problem(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_ref_has_a_longest_length()
    {
        var page = await server.MakePage();
        await Open(page, new { @ref = new string('a', 2083) });
        var tooLong = server.Visitor().Post(Path(page), new { @ref = new string('a', 2084) });
        Assert.Equal("ref.malformed", await tooLong.Problem(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task A_language_or_zone_that_is_none_is_left_out()
    {
        var page = await server.MakePage();
        var session = await Open(page, new { locale = "en-US@posix", timezone = "Moon/Base" });
        Assert.Equal("en", session.GetProperty("person").Text("locale"));
    }

    [Theory]
    [InlineData("nobody-here")]
    [InlineData("%00")]
    [InlineData("..%2f")]
    public async Task An_unknown_page_has_no_sessions(string handle)
    {
        using var answer = await server.Visitor().Post($"/api/chat/{handle}/sessions", new { });
        Assert.InRange((int)answer.StatusCode, 400, 404);
    }

    Task<JsonElement> Open(JsonElement page, object body, string? token = null) =>
        server.Visitor(token).Post(Path(page), body).Json();

    static string Path(JsonElement page) => $"/api/chat/{page.Text("handle")}/sessions";
}
