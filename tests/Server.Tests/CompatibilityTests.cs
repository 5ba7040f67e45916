using Charla.Platform.Edges;
using Charla.Platform.Graph;
using Charla.Platform.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace Charla.Server.Tests;

/// <summary>docs/compatibility.md speaks of everything that the server takes from bots.</summary>
public sealed class CompatibilityTests(ServerFixture server)
{
    /// <summary>Kinds of things that belong to a page: each has its own chapter where the server has one call.</summary>
    static readonly string[] Nodes = ["{psid}", "{persona}", "{label}", "{conversation}", "{message}"];

    [Fact]
    public async Task Every_call_is_told()
    {
        var document = await Document();
        var calls = server.Services.GetRequiredService<GraphRoutes>().Calls.Distinct()
            .Select(call => call.Replace("oauth", "oauth/access_token", StringComparison.Ordinal));
        Assert.All(calls, call => Assert.True(Names(call).Any(name => document.Contains($"### `{name}`", StringComparison.Ordinal)), call));
    }

    [Fact]
    public async Task Every_property_of_the_profile_is_told()
    {
        var document = await Document();
        Assert.All(ProfileRules.Properties.Concat(ProfileRules.Retired), name => Assert.Contains(name, document, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_field_of_webhooks_is_told()
    {
        var document = await Document();
        Assert.All(WebhookFields.All, field => Assert.Contains(field, document, StringComparison.Ordinal));
    }

    static IEnumerable<string> Names(string call) => call.Contains("{id}", StringComparison.Ordinal)
        ? Nodes.Select(node => call.Replace("{id}", node, StringComparison.Ordinal))
        : [call];

    static Task<string> Document()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Charla.slnx")))
            folder = folder.Parent!;
        return File.ReadAllTextAsync(Path.Combine(folder.FullName, "docs", "compatibility.md"), TestContext.Current.CancellationToken);
    }
}
