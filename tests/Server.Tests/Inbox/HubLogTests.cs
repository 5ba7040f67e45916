using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace Charla.Server.Tests.Inbox;

public sealed class HubLogTests(HubLogTests.FailingServer server) : IClassFixture<HubLogTests.FailingServer>
{
    [Fact]
    public async Task A_refusal_is_an_answer_and_no_failure_in_the_log()
    {
        await using var screen = await HubClient.Connect(server, (await Shop.Open(server)).App);
        var refused = await Assert.ThrowsAsync<HubException>(() => screen.Call("Watch", "1"));
        await Assert.ThrowsAsync<HubException>(() => screen.Call("Watch", 5));
        Assert.EndsWith("HubException: not_found", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Logged, line => line.Contains("HubException", StringComparison.Ordinal));
        Assert.DoesNotContain(server.Logged, line => line.Contains("hub method", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_fails_is_logged_once_and_not_told()
    {
        await using var screen = await HubClient.Connect(server, (await Shop.Open(server)).App);
        var failed = await Assert.ThrowsAsync<HubException>(() => screen.Call("Typing", FailingServer.Trouble, "1", true));
        Assert.DoesNotContain("burst", failed.Message, StringComparison.Ordinal);
        Assert.Contains("The hub's Typing failed.", Assert.Single(server.Logged, line => line.Contains("burst", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    /// <summary>A server whose hub fails when it is asked for trouble.</summary>
    public sealed class FailingServer : ListeningServer
    {
        public const string Trouble = "trouble";

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureServices(services => services.Configure<HubOptions>(hub => hub.AddFilter(new Failing())));
        }

        sealed class Failing : IHubFilter
        {
            public ValueTask<object?> InvokeMethodAsync(
                HubInvocationContext invocation, Func<HubInvocationContext, ValueTask<object?>> next) =>
                invocation.HubMethodArguments[0] is Trouble ? throw new InvalidOperationException("A pipe burst.") : next(invocation);
        }
    }
}
