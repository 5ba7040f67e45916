using System.Net;
using System.Text.Json;

namespace Charla.Server.Tests.Entrances;

public sealed class EntranceTests(ServerFixture server)
{
    [Fact]
    public async Task The_page_s_own_link_comes_first()
    {
        var (team, page) = await Team();
        var entrances = (await team.Get(Path(page)).Json()).GetProperty("entrances");
        Assert.Equal(1, entrances.GetArrayLength());
        Assert.Equal("page", entrances[0].Text("id"));
        Assert.EndsWith($"/m/{page.Text("handle")}", entrances[0].Text("url"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entrance_gets_a_ref_from_its_name_and_counts_who_comes_by_it()
    {
        var (team, page) = await Team();
        var made = await team.Post(Path(page), new { name = "Mesa n.º 7, terraza", kind = "code" }).Json();
        Assert.Equal("mesa-n-o-7-terraza", made.Text("ref"));

        await server.Visitor().Post($"/api/chat/{page.Text("handle")}/sessions", new { @ref = made.Text("ref") }).Json();

        for (var tries = 0; await Starts(team, page, made.Text("id")) != 1; tries++)
        {
            Assert.True(tries < 600, "Nobody was counted.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task A_ref_is_one_entrance_s()
    {
        var (team, page) = await Team();
        await team.Post(Path(page), new { name = "One", @ref = "a.b" }).Json();
        var again = team.Post(Path(page), new { name = "Two", @ref = "a.b" });
        Assert.Equal("entrance.ref_taken", await again.Problem(HttpStatusCode.Conflict));
        Assert.NotEqual("one", (await team.Post(Path(page), new { name = "One", @ref = "one" }).Json()).Text("id"));
        Assert.StartsWith("one-", (await team.Post(Path(page), new { name = "One" }).Json()).Text("ref"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entrance_is_renamed_and_removed_by_its_own_team_only()
    {
        var (team, page) = await Team();
        var (stranger, other) = await Team();
        var made = await team.Post(Path(page), new { name = "Window" }).Json();
        var id = made.Text("id");

        Assert.Equal("not_found", await stranger.Patch($"{Path(other)}/{id}", new { name = "Mine" }).Problem(HttpStatusCode.NotFound));
        Assert.Equal("not_found", await stranger.Delete($"{Path(page)}/{id}").Problem(HttpStatusCode.NotFound));
        Assert.Equal("Door", (await team.Patch($"{Path(page)}/{id}", new { name = "Door" }).Json()).Text("name"));
        await team.Delete($"{Path(page)}/{id}").Json();
        Assert.Equal("not_found", await team.Delete($"{Path(page)}/{id}").Problem(HttpStatusCode.NotFound));
        Assert.Equal("not_found", await team.Delete($"{Path(page)}/page").Problem(HttpStatusCode.NotFound));
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"name":""}""")]
    [InlineData("""{"name":"a","kind":"door"}""")]
    [InlineData("""{"name":"a","ref":"a b"}""")]
    [InlineData("""{"name":"a\ud800"}""")]
    [InlineData("""{"name":1}""")]
    [InlineData("null")]
    public async Task What_is_no_entrance_is_refused(string body)
    {
        var (team, page) = await Team();
        await team.PostRaw(Path(page), body).Problem(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_code_is_shown_as_drawing_and_as_picture()
    {
        var (_, page) = await Team();
        var visitor = server.Visitor();
        using var svg = await visitor.Get($"/p/{page.Text("handle")}/code.svg?ref=table-7");
        using var png = await visitor.Get($"/p/{page.Text("handle")}/code.png?ref=table-7&size=200");
        Assert.Equal("image/svg+xml", svg.Content.Headers.ContentType?.MediaType);
        Assert.Equal("image/png", png.Content.Headers.ContentType?.MediaType);
        Assert.Equal("nosniff", png.Headers.GetValues("X-Content-Type-Options").Single());
        using var picture = SkiaSharp.SKBitmap.Decode(await png.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal((200, 200), (picture.Width, picture.Height));
    }

    [Theory]
    [InlineData("code.png?size=99")]
    [InlineData("code.png?size=2001")]
    [InlineData("code.png?size=-1")]
    [InlineData("code.png?size=1e9")]
    [InlineData("code.svg?ref=a%20b")]
    [InlineData("code.svg?ref=%3Cscript%3E")]
    public async Task What_no_code_can_be_is_refused(string code)
    {
        var (_, page) = await Team();
        await server.Visitor().Get($"/p/{page.Text("handle")}/{code}").Problem(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_ref_too_long_for_a_code_and_an_unknown_page_have_none()
    {
        var (_, page) = await Team();
        var tooLong = server.Visitor().Get($"/p/{page.Text("handle")}/code.svg?ref={new string('a', 1500)}");
        Assert.Equal("code.address_too_long", await tooLong.Problem(HttpStatusCode.BadRequest));
        await server.Visitor().Get("/p/nobody-here/code.svg").Problem(HttpStatusCode.NotFound);
    }

    async Task<(HttpClient Team, JsonElement Page)> Team()
    {
        var page = await server.MakePage();
        return (server.Visitor(page.Text("page_access_token")), page);
    }

    static async Task<long> Starts(HttpClient team, JsonElement page, string id) =>
        (await team.Get(Path(page)).Json()).GetProperty("entrances").EnumerateArray()
            .Single(entrance => entrance.Text("id") == id).GetProperty("starts").GetInt64();

    static string Path(JsonElement page) => $"/api/entrances/{page.Text("page_id")}";
}
