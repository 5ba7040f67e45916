using System.Net;

namespace Charla.Kernel.Http;

/// <summary>
/// What the operator lets the server call beside the public internet (<c>Outbound:Allow</c>): hosts and networks, with
/// commas between them. Named hosts and addresses are called without TLS, too.
/// </summary>
public sealed class OutboundAllowance
{
    readonly HashSet<string> hosts = new(StringComparer.OrdinalIgnoreCase);
    readonly List<IPNetwork> networks = [];

    public OutboundAllowance(string? words)
    {
        foreach (var word in Words(words))
        {
            if (Network(word) is { } network)
                networks.Add(network);
            else
                hosts.Add(word);
        }
    }

    public bool Has(string host) => hosts.Contains(host);

    public bool Has(IPAddress address) => networks.Any(network => network.Contains(address));

    /// <summary>Words that are neither a host nor a network.</summary>
    public static IEnumerable<string> Mistakes(string? words) =>
        Words(words).Where(word => Network(word) is null && Uri.CheckHostName(word) != UriHostNameType.Dns);

    static string[] Words(string? words) => words?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    static IPNetwork? Network(string word) =>
        IPNetwork.TryParse(word, out var network) ? network
        : IPAddress.TryParse(word, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;
}
