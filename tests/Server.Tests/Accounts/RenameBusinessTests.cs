using System.Net;
using Charla.Server.Tests.Inbox;
using Charla.Kernel.Storage;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Charla.Server.Tests.Accounts;

public sealed class RenameBusinessTests(ServerFixture server)
{
    [Fact]
    public async Task An_owner_renames_the_business_and_the_audit_log_tells_it()
    {
        var shop = await Shop.Open(server);
        var owner = await shop.Owner();
        await owner.Patch("/api/business", new { name = " Casa Luna " }).Json();

        Assert.Equal("Casa Luna", (await owner.Get("/api/me").Json()).GetProperty("business").Text("name"));
        var told = await server.Services.GetRequiredService<Database>().Read(connection => connection.QuerySingleAsync<string>(
            "SELECT detail FROM audit_log WHERE business = @business AND act = 'business.renamed'",
            new { business = shop.Business.Value }));
        Assert.Equal("Casa Luna", told);
    }

    [Fact]
    public async Task Agents_apps_and_empty_names_are_refused()
    {
        var shop = await Shop.Open(server);
        var owner = await shop.Owner();
        var agent = await shop.Invite(owner, "Ben");
        await agent.Patch("/api/business", new { name = "Ours" }).Problem(HttpStatusCode.Forbidden);
        await shop.App.Patch("/api/business", new { name = "Ours" }).Problem(HttpStatusCode.Forbidden);
        await owner.Patch("/api/business", new { name = " " }).Problem(HttpStatusCode.BadRequest);
    }
}
