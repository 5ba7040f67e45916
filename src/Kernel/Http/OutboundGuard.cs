using System.Net;
using System.Net.Sockets;

namespace Charla.Kernel.Http;

/// <summary>
/// The one way out: every request to an address that somebody else chose goes through this client. It looks at the
/// address it connects to, not at the name it was given, follows no redirect, waits 20 seconds in all and reads 64 KB.
/// </summary>
public sealed class OutboundGuard : IDisposable
{
    const int LongestAnswer = 64 << 10;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    readonly bool allowLoopback;

    /// <param name="allowLoopback">The switch <c>Testing:AllowLoopback</c>: this machine counts as public, also without TLS.</param>
    public OutboundGuard(bool allowLoopback)
    {
        this.allowLoopback = allowLoopback;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            MaxConnectionsPerServer = 16,
            MaxResponseHeadersLength = 32,
            ConnectCallback = Connect,
        };
        Client = new HttpClient(handler) { Timeout = Patience, MaxResponseContentBufferSize = LongestAnswer };
    }

    public HttpClient Client { get; }

    /// <summary>Whether an address may be kept to be called later: https, or http to this machine in tests.</summary>
    public bool Allows(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed)
        && parsed.UserInfo.Length == 0
        && (parsed.Scheme == Uri.UriSchemeHttps || (allowLoopback && parsed.Scheme == Uri.UriSchemeHttp && parsed.IsLoopback))
        && (!IPAddress.TryParse(parsed.Host.Trim('[', ']'), out var address) || IsAllowed(address));

    public void Dispose() => Client.Dispose();

    bool IsAllowed(IPAddress address) =>
        PublicInternet.Has(address) || (allowLoopback && IPAddress.IsLoopback(address));

    async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var allowed = (await Dns.GetHostAddressesAsync(host, cancel)).Where(IsAllowed).ToArray();
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
