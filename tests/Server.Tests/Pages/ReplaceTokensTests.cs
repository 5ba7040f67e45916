using System.Net;
using Charla.Server.Tests.Inbox;

namespace Charla.Server.Tests.Pages;

public sealed class ReplaceTokensTests(ServerFixture server)
{
    [Fact]
    public async Task The_old_token_ends_at_once_and_the_new_one_opens()
    {
        var shop = await Shop.Open(server);
        var owner = await shop.Owner();
        await shop.App.Get($"/api/pages/{shop.Page}").Json();
        await using var screen = await HubClient.Connect(server, shop.App);

        var first = await owner.PostRaw($"/api/pages/{shop.Page}/tokens", "").Json();
        Assert.Equal("unauthenticated", await shop.App.Get($"/api/pages/{shop.Page}").Problem(HttpStatusCode.Unauthorized));
        await screen.Closed.Task.WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
        var app = server.Visitor(first.Text("page_access_token"));
        await app.Get($"/api/pages/{shop.Page}").Json();

        var second = await owner.PostRaw($"/api/pages/{shop.Page}/tokens", "").Json();
        Assert.Equal(first.Text("app_id"), second.Text("app_id"));
        Assert.NotEqual(first.Text("verify_token"), second.Text("verify_token"));
        await app.Get($"/api/pages/{shop.Page}").Problem(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Only_owners_and_admins_of_the_page_s_business_replace_tokens()
    {
        var shop = await Shop.Open(server);
        var owner = await shop.Owner();
        var stranger = await (await Shop.Open(server)).Owner();
        var path = $"/api/pages/{shop.Page}/tokens";
        await (await shop.Invite(owner, "Ben")).PostRaw(path, "").Problem(HttpStatusCode.Forbidden);
        await shop.App.PostRaw(path, "").Problem(HttpStatusCode.Forbidden);
        await stranger.PostRaw(path, "").Problem(HttpStatusCode.NotFound);
        await server.Visitor().PostRaw(path, "").Problem(HttpStatusCode.Unauthorized);
        await shop.App.Get($"/api/pages/{shop.Page}").Json();
    }
}
