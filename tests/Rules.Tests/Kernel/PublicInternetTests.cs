using System.Net;
using Charla.Kernel.Http;

namespace Charla.Rules.Tests.Kernel;

public sealed class PublicInternetTests
{
    public static TheoryData<string, bool> Addresses => new()
    {
        { "8.8.8.8", true },
        { "1.1.1.1", true },
        { "93.184.216.34", true },
        { "172.15.255.255", true },
        { "172.32.0.1", true },
        { "100.63.255.255", true },
        { "100.128.0.1", true },
        { "223.255.255.254", true },
        { "2606:4700:4700::1111", true },
        { "2a00:1450:4001:81b::200e", true },
        { "0.0.0.0", false },
        { "0.1.2.3", false },
        { "10.0.0.1", false },
        { "10.255.255.255", false },
        { "100.64.0.1", false },
        { "100.127.255.255", false },
        { "127.0.0.1", false },
        { "127.1", false },
        { "2130706433", false },
        { "0x7f000001", false },
        { "127.255.255.254", false },
        { "169.254.169.254", false },
        { "172.16.0.1", false },
        { "172.31.255.255", false },
        { "192.0.0.8", false },
        { "192.0.2.1", false },
        { "192.88.99.1", false },
        { "192.168.0.1", false },
        { "198.18.0.1", false },
        { "198.19.255.255", false },
        { "198.51.100.1", false },
        { "203.0.113.1", false },
        { "224.0.0.1", false },
        { "239.255.255.255", false },
        { "240.0.0.1", false },
        { "255.255.255.255", false },
        { "::", false },
        { "::1", false },
        { "::127.0.0.1", false },
        { "::ffff:127.0.0.1", false },
        { "::ffff:10.0.0.1", false },
        { "::ffff:8.8.8.8", false },
        { "::ffff:0:8.8.8.8", false },
        { "64:ff9b::7f00:1", false },
        { "64:ff9b::8.8.8.8", false },
        { "64:ff9b:1::1", false },
        { "100::1", false },
        { "2001::1", false },
        { "2001:0:4136:e378:8000:63bf:3fff:fdd2", false },
        { "2001:10::1", false },
        { "2001:db8::1", false },
        { "2002:7f00:1::", false },
        { "2002:808:808::1", false },
        { "3fff::1", false },
        { "2a00:1450::5efe:7f00:1", false },
        { "2a00:1450::200:5efe:a00:1", false },
        { "fc00::1", false },
        { "fd12:3456:789a::1", false },
        { "fe80::1", false },
        { "fe80::1%1", false },
        { "fec0::1", false },
        { "ff02::1", false },
    };

    [Theory, MemberData(nameof(Addresses))]
    public void Only_addresses_of_the_public_internet_pass(string address, bool expected) =>
        Assert.Equal(expected, PublicInternet.Has(IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://push.example.net/a", false, true)]
    [InlineData("http://push.example.net/a", false, false)]
    [InlineData("http://push.example.net/a", true, false)]
    [InlineData("http://127.0.0.1:9/a", false, false)]
    [InlineData("https://127.0.0.1/a", false, false)]
    [InlineData("http://127.0.0.1:9/a", true, true)]
    [InlineData("http://localhost:9/a", true, true)]
    [InlineData("https://[::ffff:10.0.0.1]/a", true, false)]
    [InlineData("https://user:word@push.example.net/a", false, false)]
    [InlineData("file:///etc/passwd", true, false)]
    [InlineData("/relative", true, false)]
    [InlineData("", true, false)]
    [InlineData(null, true, false)]
    public void Addresses_to_keep_are_https_or_this_machine_in_tests(string? url, bool allowLoopback, bool expected)
    {
        using var guard = new OutboundGuard(allowLoopback);
        Assert.Equal(expected, guard.Allows(url));
    }
}
