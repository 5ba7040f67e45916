using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;

namespace Charla.Server.Tests;

/// <summary>P13: where a request came from is what the network says, or a proxy that the operator named.</summary>
public sealed class ProxyTests(LimitedServer alone, ProxiedServer proxied)
    : IClassFixture<LimitedServer>, IClassFixture<ProxiedServer>
{
    const int Guesses = 10;

    [Fact]
    public async Task Without_proxies_a_header_changes_nothing() =>
        Assert.Equal(Guesses, await GuessesUntilStopped(alone, guess => $"203.0.113.{guess}"));

    [Fact]
    public async Task A_named_proxy_is_believed() =>
        Assert.Equal(3 * Guesses, await GuessesUntilStopped(proxied, guess => $"203.0.113.{guess}"));

    [Fact]
    public async Task What_the_client_itself_wrote_before_the_proxy_is_not() =>
        Assert.Equal(Guesses, await GuessesUntilStopped(proxied, guess => $"203.0.113.{guess}, 198.51.100.7"));

    [Theory]
    [InlineData("10.0.0.0/8, 127.0.0.1,fd00::/8", true)]
    [InlineData("", true)]
    [InlineData("nginx", false)]
    [InlineData("10.0.0.0/33", false)]
    public void Proxies_are_addresses_and_networks(string proxies, bool isSound) =>
        Assert.Equal(isSound, !Proxies.Mistakes(new ConfigurationBuilder().AddInMemoryCollection([new("Proxies", proxies)]).Build()).Any());

    /// <summary>How many wrong codes are heard before too many is said; at most three times as many as are allowed.</summary>
    static async Task<int> GuessesUntilStopped(ServerFixture server, Func<int, string> from)
    {
        var visitor = server.Visitor();
        for (var guess = 0; guess < 3 * Guesses; guess++)
        {
            visitor.DefaultRequestHeaders.Remove("X-Forwarded-For");
            visitor.DefaultRequestHeaders.Add("X-Forwarded-For", from(guess));
            using var answer = await visitor.Post("/api/chat/devices/redeem", new { code = "wrong" });
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
                return guess;
        }

        return 3 * Guesses;
    }
}

public class LimitedServer : ServerFixture
{
    protected override bool RelaxedLimits => false;
}

public sealed class ProxiedServer : LimitedServer
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Proxies", "127.0.0.0/8");
    }
}
