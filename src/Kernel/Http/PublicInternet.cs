using System.Net;
using System.Net.Sockets;

namespace Charla.Kernel.Http;

/// <summary>
/// Which addresses belong to somebody out there, and not to this machine, its network or its provider. Addresses that
/// carry another address inside them (mapped, translated, tunnelled) are refused whole: whoever needs them can say the
/// inner one.
/// </summary>
public static class PublicInternet
{
    static readonly IPNetwork GlobalIPv6 = IPNetwork.Parse("2000::/3");

    static readonly IPNetwork[] NotPublic =
    [
        .. ((string[])
        [
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
            "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
            "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            // Protocol assignments with Teredo and ORCHID, documentation, 6to4.
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        ]).Select(IPNetwork.Parse),
    ];

    public static bool Has(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetwork)
            return !NotPublic.Any(network => network.Contains(address));
        return address.AddressFamily == AddressFamily.InterNetworkV6
            && address.ScopeId == 0
            && !address.IsIPv4MappedToIPv6
            && GlobalIPv6.Contains(address)
            && !NotPublic.Any(network => network.Contains(address))
            && !IsTunnelToIPv4(address);
    }

    /// <summary>ISATAP: the lower half is 0000:5efe or 0200:5efe and an IPv4 address.</summary>
    static bool IsTunnelToIPv4(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        return (bytes[8] & 0xFD) == 0 && bytes[9] == 0 && bytes[10] == 0x5E && bytes[11] == 0xFE;
    }
}
