using System.Net;
using Charla.Kernel;

namespace Charla.Server.Tests.Pages;

public sealed class ChangePageTests(ServerFixture server)
{
    [Fact]
    public async Task An_owner_changes_what_is_given_and_nothing_else()
    {
        var made = await server.MakePage();
        var owner = await server.SignIn(made, $"{Ids.NewSecret()}@example.org");
        var path = $"/api/pages/{made.Text("page_id")}";

        await owner.Patch(path, new
        {
            about = new { en = "Bread.", es = "Pan." },
            brand = "#A32858",
            locales = new[] { "en", "es" },
            phone = "+34 600 000 000",
            hours = new { mon = new[] { new { from = "07:30", to = "20:00" } }, fri = new[] { new { from = "22:00", to = "02:00" } } },
            special_days = new[] { new { date = "2026-12-25", name = "Christmas", spans = Array.Empty<object>() } },
        }).Json();
        await owner.Patch(path, new { phone = "", handle = made.Text("handle") + "-2" }).Json();

        var page = await owner.Get(path).Json();
        Assert.Equal("Pan.", page.GetProperty("about").Text("es"));
        Assert.Equal("#a32858", page.Text("brand"));
        Assert.Equal("07:30", page.GetProperty("hours").GetProperty("mon")[0].Text("from"));
        Assert.Equal("2026-12-25", page.GetProperty("special_days")[0].Text("date"));
        Assert.False(page.TryGetProperty("phone", out _));
        Assert.EndsWith("-2", page.GetProperty("links").Text("page"), StringComparison.Ordinal);
        using var old = await server.Visitor().Get($"/p/{made.Text("handle")}");
        Assert.Equal(HttpStatusCode.NotFound, old.StatusCode);
    }

    [Theory]
    [InlineData("""{"brand":"red"}""")]
    [InlineData("""{"brand":"#fff;}body{display:none"}""")]
    [InlineData("""{"timezone":"../etc"}""")]
    [InlineData("""{"about":{"<b>":"x"}}""")]
    [InlineData("""{"about":["x"]}""")]
    [InlineData("""{"hours":{"mon":[{"from":"25:00","to":"26:00"}]}}""")]
    [InlineData("""{"hours":{"mon":[{"from":"08:00","to":"08:00"}]}}""")]
    [InlineData("""{"hours":{"mon":[8]}}""")]
    [InlineData("""{"hours":{"mon":[null]}}""")]
    [InlineData("""{"special_days":[null]}""")]
    [InlineData("""{"special_days":[{"date":"tomorrow"}]}""")]
    [InlineData("""{"name":"  "}""")]
    [InlineData("""{"handle":"a"}""")]
    [InlineData("""{"locales":["x y"]}""")]
    [InlineData("""{"locales":[null]}""")]
    [InlineData("""7""")]
    public async Task What_a_page_cannot_be_is_refused(string body)
    {
        var made = await server.MakePage();
        var app = server.Visitor(made.Text("page_access_token"));
        using var answer = await app.PatchAsync(
            new Uri($"/api/pages/{made.Text("page_id")}", UriKind.Relative),
            new StringContent(body, System.Text.Encoding.UTF8, "application/json"),
            TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_foreign_page_is_as_good_as_missing()
    {
        var mine = await server.MakePage();
        var foreign = await server.MakePage();
        var app = server.Visitor(mine.Text("page_access_token"));
        foreach (var id in new[] { foreign.Text("page_id"), "1", "0", "-1", "99999999999999999999", "x" })
        {
            Assert.Equal("not_found", await app.Get($"/api/pages/{id}").Problem(HttpStatusCode.NotFound));
            Assert.Equal("not_found", await app.Patch($"/api/pages/{id}", new { name = "Mine" }).Problem(HttpStatusCode.NotFound));
        }
    }

    [Fact]
    public async Task A_taken_handle_comes_with_one_that_is_free()
    {
        var made = await server.MakePage();
        var owner = await server.SignIn(made, $"{Ids.NewSecret()}@example.org");
        var answer = await owner.Get($"/api/pages/handles/{made.Text("handle")}").Json();
        Assert.False(answer.GetProperty("available").GetBoolean());
        Assert.True((await owner.Get($"/api/pages/handles/{answer.Text("suggestion")}").Json()).GetProperty("available").GetBoolean());
        var named = await owner.Get("/api/pages/handles/Panader%C3%ADa%20%C3%91and%C3%BA").Json();
        Assert.Equal("panaderia-nandu", named.Text("suggestion"));
    }

    [Fact]
    public async Task An_agent_changes_no_settings()
    {
        var made = await server.MakePage();
        var owner = await server.SignIn(made, $"{Ids.NewSecret()}@example.org");
        var invitation = await owner.Post("/api/team/invitations", new { role = "agent" }).Json();
        var agent = server.Visitor();
        await agent.Post("/api/auth/invitation", new
        {
            token = Calls.TokenIn(invitation.Text("url")),
            name = "Ben",
            email = $"{Ids.NewSecret()}@example.org",
        }).Json();
        await agent.Get($"/api/pages/{made.Text("page_id")}").Json();
        await agent.Patch($"/api/pages/{made.Text("page_id")}", new { name = "Mine" }).Problem(HttpStatusCode.Forbidden);
        await agent.Post("/api/team/invitations", new { role = "owner" }).Problem(HttpStatusCode.Forbidden);
    }
}
