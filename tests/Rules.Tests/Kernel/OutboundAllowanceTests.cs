using Charla.Kernel.Http;

namespace Charla.Rules.Tests.Kernel;

public sealed class OutboundAllowanceTests
{
    [Theory]
    [InlineData("http://bots.internal/a", true)]
    [InlineData("http://BOTS.internal/a", true)]
    [InlineData("https://bots.internal/a", true)]
    [InlineData("http://other.internal/a", false)]
    [InlineData("http://10.1.2.3/a", true)]
    [InlineData("https://10.1.2.3/a", true)]
    [InlineData("https://10.2.0.1/a", false)]
    [InlineData("http://192.168.7.7:8080/a", true)]
    [InlineData("http://192.168.7.8/a", false)]
    [InlineData("http://push.example.net/a", false)]
    public void Only_what_the_operator_named_is_allowed_besides(string url, bool expected)
    {
        using var guard = new OutboundGuard(allowLoopback: false, new OutboundAllowance("bots.internal, 10.1.0.0/16,192.168.7.7"));
        Assert.Equal(expected, guard.Allows(url));
    }

    [Fact]
    public void What_is_neither_a_host_nor_a_network_is_named() =>
        Assert.Equal(["10.0.0.0/99", "http://x", "a b"], OutboundAllowance.Mistakes("ok.example, 10.0.0.0/99, 10.0.0.0/8, http://x, a b, ::1"));
}
