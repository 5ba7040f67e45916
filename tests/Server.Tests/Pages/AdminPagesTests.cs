using System.Net;
using Charla.Kernel;

namespace Charla.Server.Tests.Pages;

public sealed class AdminPagesTests(ServerFixture server)
{
    [Fact]
    public async Task The_operator_makes_a_page_with_an_app_whose_token_sees_only_it()
    {
        var email = $"{Ids.NewSecret()}@example.org";
        var first = await server.MakePage(ownerEmail: email);
        var second = await server.MakePage(ownerEmail: email);
        var app = server.Visitor(first.Text("page_access_token"));

        Assert.Equal(first.Text("handle"), (await app.Get($"/api/pages/{first.Text("page_id")}").Json()).Text("handle"));
        Assert.Equal("not_found", await app.Get($"/api/pages/{second.Text("page_id")}").Problem(HttpStatusCode.NotFound));

        var owner = await server.SignIn(second, email);
        Assert.Equal(2, (await owner.Get("/api/me").Json()).GetProperty("pages").GetArrayLength());
    }

    [Fact]
    public async Task A_taken_handle_is_refused()
    {
        var page = await server.MakePage();
        var again = server.Operator().Post("/api/admin/pages", new { name = "Other", handle = page.Text("handle"), owner_email = "o@example.org" });
        Assert.Equal("page.handle_taken", await again.Problem(HttpStatusCode.Conflict));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("wrong")]
    public async Task Nobody_else_makes_pages_here(string? token)
    {
        var visitor = server.Visitor(token);
        await visitor.Post("/api/admin/pages", new { name = "A", handle = "abc", owner_email = "o@example.org" })
            .Problem(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("""{"name":"","handle":"good-one","owner_email":"o@example.org"}""")]
    [InlineData("""{"name":"A","handle":"Bad One","owner_email":"o@example.org"}""")]
    [InlineData("""{"name":"A","handle":"api","owner_email":"o@example.org"}""")]
    [InlineData("""{"name":"A","handle":"good-one","owner_email":"nobody"}""")]
    [InlineData("""{"name":"A","handle":"good-one","owner_email":"o@example.org","timezone":"Moon/Base"}""")]
    [InlineData("""{"name":"A","handle":"good-one","owner_email":"o@example.org","locale":"<b>"}""")]
    [InlineData("""{"name":"A\u0000","handle":"good-one","owner_email":"o@example.org"}""")]
    [InlineData("""{"name":"A\ud800","handle":"good-one","owner_email":"o@example.org"}""")]
    [InlineData("""{"name":["A"],"handle":{},"owner_email":1}""")]
    [InlineData("""[]""")]
    [InlineData("""null""")]
    [InlineData("")]
    [InlineData("""{"name":""")]
    public async Task What_cannot_be_a_page_is_refused(string body)
    {
        using var answer = await server.Operator().PostRaw("/api/admin/pages", body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }
}
