using System.Net;
using System.Text;

namespace Charla.Server.Tests.FrontDesk;

public sealed class DeskSettingsTests(ServerFixture server)
{
    [Fact]
    public async Task A_desk_is_read_as_it_was_saved_and_keeps_what_was_left_out()
    {
        var (team, path) = await Desk();
        await Put(team, path, """
            {"helper_name":"Luz","greeting":{"on":true,"text":{"en":"Hello","es":"Hola"}},
             "faqs":[{"question":{"en":"Open?"},"answer":{"en":"Today: {{hours}}."}}]}
            """).Json();
        await Put(team, path, """{"away":{"on":true,"text":{"en":"Back {{back}}."}},"unknown":1}""").Json();

        var desk = await team.Get(path).Json();

        Assert.Equal("Luz", desk.Text("helper_name"));
        Assert.Equal("Hola", desk.GetProperty("greeting").GetProperty("text").Text("es"));
        Assert.True(desk.GetProperty("away").GetProperty("on").GetBoolean());
        Assert.NotEmpty(desk.GetProperty("faqs")[0].Text("id"));
    }

    [Theory]
    [InlineData("""{"helper_name":"a\u0000b"}""", "invalid")]
    [InlineData("""{"greeting":{"on":true,"text":{"en":" "}}}""", "invalid")]
    [InlineData("""{"greeting":{"on":true,"text":{"<b>":"x"}}}""", "invalid")]
    [InlineData("""{"away":{"on":true,"text":{"en":"{{surname}}"}}}""", "desk.unknown_field")]
    [InlineData("""{"faqs":[null]}""", "invalid")]
    [InlineData("""{"faqs":[{"question":{"en":"a"},"answer":{}}]}""", "invalid")]
    [InlineData("""{"faqs":[{"id":"a b","question":{"en":"a"},"answer":{"en":"b"}}]}""", "invalid")]
    [InlineData("""{"faqs":[{"id":"a","question":{"en":"a"},"answer":{"en":"b"}},{"id":"a","question":{"en":"a"},"answer":{"en":"b"}}]}""", "invalid")]
    public async Task What_cannot_be_said_is_refused(string body, string code)
    {
        var (team, path) = await Desk();
        Assert.Equal(code, await Put(team, path, body).Problem(HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData("""{"faqs":{}}""")]
    [InlineData("""{"greeting":"x"}""")]
    [InlineData("""{"greeting":{"on":"yes"}}""")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("")]
    public async Task What_is_no_desk_is_refused(string body)
    {
        var (team, path) = await Desk();
        await Put(team, path, body).Problem(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_desk_is_only_its_own_team_s()
    {
        var (_, path) = await Desk();
        var (stranger, _) = await Desk();
        Assert.Equal("not_found", await stranger.Get(path).Problem(HttpStatusCode.NotFound));
        Assert.Equal("not_found", await Put(stranger, path, "{}").Problem(HttpStatusCode.NotFound));
        Assert.Equal("not_found", await stranger.Get("/api/desk/1").Problem(HttpStatusCode.NotFound));
        await server.Visitor().Get(path).Problem(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_trades_speak_the_asker_s_language()
    {
        var (team, _) = await Desk();
        var trades = await team.Get("/api/desk/trades?locale=es").Json();
        Assert.Equal(10, trades.GetArrayLength());
        Assert.Equal("Panadería", trades[0].Text("name"));
        Assert.Equal("¿Cuál es el horario?", trades[0].GetProperty("faqs")[0].Text("question"));
    }

    async Task<(HttpClient Team, string Path)> Desk()
    {
        var page = await server.MakePage();
        return (server.Visitor(page.Text("page_access_token")), $"/api/desk/{page.Text("page_id")}");
    }

    static Task<HttpResponseMessage> Put(HttpClient client, string path, string body) => client.PutAsync(
        new Uri(path, UriKind.Relative),
        new StringContent(body, Encoding.UTF8, "application/json"),
        TestContext.Current.CancellationToken);
}
