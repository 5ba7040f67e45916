using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Charla.Server;

/// <summary>
/// Which proxies stand before the server (<c>Proxies</c>: addresses and networks, with commas between them). Only they
/// are believed where a request came from and whether it was HTTPS; without them every such header is just words.
/// </summary>
static class Proxies
{
    const string Key = "Proxies";

    public static IEnumerable<Settings.Problem> Mistakes(IConfiguration settings) =>
        from word in Words(settings)
        where Network(word) is null
        select new Settings.Problem(Key, $"\"{word}\" is neither an address nor a network; write 10.0.0.0/8 or 127.0.0.1.");

    public static void Use(WebApplication app)
    {
        var networks = Words(app.Configuration).Select(word => Network(word)!.Value).ToList();
        if (networks.Count == 0)
            return;
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        networks.ForEach(options.KnownIPNetworks.Add);
        app.UseForwardedHeaders(options);
    }

    static string[] Words(IConfiguration settings) =>
        settings[Key]?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    static System.Net.IPNetwork? Network(string word) =>
        System.Net.IPNetwork.TryParse(word, out var network) ? network
        : IPAddress.TryParse(word, out var address) ? new System.Net.IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;
}
