using System.Net;
using System.Net.Sockets;

namespace Charla.Kernel.Http;

/// <summary>
/// The one way out: every request to an address that somebody else chose goes through its clients. They look at the
/// address they connect to, not at the name they were given, follow no redirect, wait 20 seconds in all and read 64 KB.
/// </summary>
public sealed class OutboundGuard : IDisposable
{
    const int LongestAnswer = 64 << 10;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    readonly bool allowLoopback;
    readonly OutboundAllowance allowance;
    readonly List<HttpClient> clients = [];

    /// <param name="allowLoopback">The switch <c>Testing:AllowLoopback</c>: this machine counts as public, also without TLS.</param>
    /// <param name="allowance">What the operator lets it call beside the public internet.</param>
    public OutboundGuard(bool allowLoopback, OutboundAllowance? allowance = null)
    {
        (this.allowLoopback, this.allowance) = (allowLoopback, allowance ?? new OutboundAllowance(null));
        Client = NewClient(connectionsPerServer: 16);
    }

    public HttpClient Client { get; }

    /// <summary>A client for a caller that bounds its own connections; it lives as long as the guard.</summary>
    public HttpClient NewClient(int connectionsPerServer)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            MaxConnectionsPerServer = connectionsPerServer,
            MaxResponseHeadersLength = 32,
            ConnectCallback = Connect,
        };
        var client = new HttpClient(handler) { Timeout = Patience, MaxResponseContentBufferSize = LongestAnswer };
        lock (clients)
            clients.Add(client);
        return client;
    }

    /// <summary>Whether an address may be kept to be called later: https, or http where that is allowed.</summary>
    public bool Allows(string? url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.UserInfo.Length > 0)
            return false;
        var address = IPAddress.TryParse(parsed.Host.Trim('[', ']'), out var literal) ? literal : null;
        var isNear = (allowLoopback && parsed.IsLoopback) || allowance.Has(parsed.Host) || (address is not null && allowance.Has(address));
        return (parsed.Scheme == Uri.UriSchemeHttps || (isNear && parsed.Scheme == Uri.UriSchemeHttp))
            && (address is null || IsAllowed(address));
    }

    public void Dispose() => clients.ForEach(client => client.Dispose());

    bool IsAllowed(IPAddress address) =>
        PublicInternet.Has(address) || (allowLoopback && IPAddress.IsLoopback(address)) || allowance.Has(address);

    async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var found = await Dns.GetHostAddressesAsync(host, cancel);
        var allowed = allowance.Has(host) ? found : [.. found.Where(IsAllowed)];
        if (allowed.Length == 0)
            throw new HttpRequestException(HttpRequestError.ConnectionError, $"{host} has no public address.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
