using Charla.Conversations.Contracts;
using Charla.Entrances;
using Charla.Pages.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Charla.Server.Tests.Entrances;

public sealed class DemoTests(DemoTests.DemoServer server) : IClassFixture<DemoTests.DemoServer>
{
    [Fact]
    public async Task The_sample_is_made_once_and_marked()
    {
        var path = await EntrancesModule.SeedDemo(server.Services);
        await EntrancesModule.SeedDemo(server.Services);

        var page = await server.Services.GetRequiredService<PageDirectory>().FindByHandle("luna");
        Assert.True(page!.Sample);
        Assert.StartsWith("/console/invitation?token=", path, StringComparison.Ordinal);
        var list = await server.Services.GetRequiredService<ConversationReader>().List(page.Id, new ListFilter(), null, 50);
        Assert.Equal(4, list.Count);
        Assert.Contains(list, listed => listed.State.Status == ConversationStatus.Resolved);
    }

    /// <summary>A server that nobody else's pages live on.</summary>
    public sealed class DemoServer : ServerFixture;
}
