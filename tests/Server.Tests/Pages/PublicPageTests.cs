using System.Net;
using Charla.Kernel;
using Charla.Pages.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Charla.Server.Tests.Pages;

public sealed class PublicPageTests(ServerFixture server)
{
    [Fact]
    public async Task A_passer_by_reads_the_page_in_their_language()
    {
        var made = await server.MakePage();
        await server.Visitor(made.Text("page_access_token")).Patch($"/api/pages/{made.Text("page_id")}", new
        {
            about = new { en = "Bread from our own oven.", es = "Pan de nuestro horno." },
            hours = new { mon = new[] { new { from = "00:00", to = "24:00" } } },
        }).Json();

        var english = await Read($"/p/{made.Text("handle")}", "en-GB,en;q=0.9");
        var spanish = await Read($"/p/{made.Text("handle")}", "fr, es-MX;q=0.8, en;q=0.2");
        var asked = await Read($"/p/{made.Text("handle")}?lang=es", "en");

        Assert.Contains("Bread from our own oven.", english, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"en\">", english, StringComparison.Ordinal);
        Assert.Contains("Message us", english, StringComparison.Ordinal);
        Assert.Contains("Pan de nuestro horno.", spanish, StringComparison.Ordinal);
        Assert.Contains("Escríbenos", asked, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", english, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("style=", english, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_is_told_in_another_language_says_which()
    {
        var made = await server.MakePage();
        await server.Visitor(made.Text("page_access_token")).Patch($"/api/pages/{made.Text("page_id")}", new
        {
            about = new { es = "Pan de nuestro horno." },
        }).Json();

        var html = await Read($"/p/{made.Text("handle")}", "en");

        Assert.Contains("<html lang=\"en\">", html, StringComparison.Ordinal);
        Assert.Contains("lang=\"es\">Pan de nuestro horno.", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_visitor_comes_from_goes_on_to_the_chat()
    {
        var handle = (await server.MakePage()).Text("handle");
        Assert.Contains($"\"/m/{handle}?ref=table-7\"", await Read($"/p/{handle}?ref=table-7", "en"), StringComparison.Ordinal);
        Assert.Contains($"\"/m/{handle}\"", await Read($"/p/{handle}?ref=%22%3E%3Cb%3E", "en"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_text_of_a_user_becomes_an_element()
    {
        const string Hostile = "\"'><zqm onx=1></title></style><img src=x onerror=alert(1)>";
        var made = await server.MakePage();
        await server.Visitor(made.Text("page_access_token")).Patch($"/api/pages/{made.Text("page_id")}", new
        {
            name = Hostile,
            about = new { en = Hostile },
            address = Hostile,
            phone = Hostile[..39],
            category = Hostile[..50],
            hours = new { mon = new[] { new { from = "08:00", to = "12:00" } } },
            special_days = new[] { new { date = server.Clock.GetUtcNow().AddDays(2).ToString("yyyy-MM-dd", null), name = Hostile } },
        }).Json();

        var html = await Read($"/p/{made.Text("handle")}", "en");

        Assert.DoesNotContain("<zqm", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img src=x", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;zqm", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_runs_nothing_and_is_framed_by_nobody()
    {
        using var answer = await server.Visitor().Get($"/p/{(await server.MakePage()).Text("handle")}");
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_usual_reply_is_said_when_it_is_known()
    {
        var made = await server.MakePage();
        var replies = server.Services.GetRequiredService<UsualReplies>();
        var before = replies.Ask;
        var page = PageId.Parse(made.Text("page_id"), null);
        replies.Ask = async asked => asked == page ? TimeSpan.FromMinutes(6) : await before(asked);
        Assert.Contains("Usually answers in 6 min", await Read($"/p/{made.Text("handle")}", "en"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_page_is_said_kindly_in_both_languages()
    {
        using var answer = await server.Visitor().Get("/p/nobody-is-here");
        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("There is no page here", html, StringComparison.Ordinal);
        Assert.Contains("Aquí no hay ninguna página", html, StringComparison.Ordinal);
    }

    async Task<string> Read(string path, string languages)
    {
        var visitor = server.Visitor();
        visitor.DefaultRequestHeaders.Add("Accept-Language", languages);
        using var answer = await visitor.Get(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
