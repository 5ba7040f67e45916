using Charla.Kernel;

namespace Charla.Server.Tests;

public sealed class FrontDoorTests(FrontDoorTests.EmptyServer server) : IClassFixture<FrontDoorTests.EmptyServer>
{
    [Fact]
    public async Task A_bare_address_leads_to_the_only_page_once_somebody_owns_it()
    {
        Assert.Equal("/console/", await Door());
        var page = await server.MakePage();
        Assert.Equal("/console/", await Door());
        await server.SignIn(page, $"{Ids.NewSecret()}@example.org");
        Assert.Equal($"/p/{page.Text("handle")}", await Door());
        await server.MakePage();
        Assert.Equal("/console/", await Door());
    }

    [Fact]
    public async Task Browsers_find_the_icon_where_they_look_for_it()
    {
        using var answer = await server.Visitor().Get("/favicon.ico");
        Assert.Equal("/icon.svg", answer.Headers.Location?.ToString());
    }

    async Task<string?> Door()
    {
        using var answer = await server.Visitor().Get("/");
        return answer.Headers.Location?.ToString();
    }

    public sealed class EmptyServer : ServerFixture;
}
