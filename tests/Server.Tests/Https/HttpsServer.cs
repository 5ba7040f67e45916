using System.Diagnostics;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Charla.Server.Tests.Https;

/// <summary>The real program with HTTPS of its own, as a process.</summary>
sealed class HttpsServer : IAsyncDisposable
{
    public const string Domain = "shop.example.com";

    readonly Process process;
    readonly StringBuilder said = new();

    public HttpsServer(Authority authority, string folder)
    {
        (HttpPort, HttpsPort) = (authority.HttpPort, Authority.FreePort());
        process = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "charla.dll"), "--data", folder,
                "--urls", $"http://127.0.0.1:{HttpPort};https://127.0.0.1:{HttpsPort}", "--PublicUrl", $"https://{Domain}:{HttpsPort}",
                "--Https:Domain", Domain, "--Https:Email", "ana@example.com", "--Https:Directory", authority.Address,
            },
            Environment = { ["SSL_CERT_FILE"] = authority.Roots },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        })!;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int HttpPort { get; }

    public int HttpsPort { get; }

    public bool IsRunning => !process.HasExited;

    public string Said
    {
        get
        {
            lock (said)
                return said.ToString();
        }
    }

    /// <summary>The certificate that a connection gets, and how many others come with it; null while there is none.</summary>
    public async Task<(string Serial, string Issuer, int Others)?> Certificate(CancellationToken cancel)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", HttpsPort, cancel);
            var others = 0;
            await using var tls = new SslStream(client.GetStream(), false, (_, shown, chain, _) =>
            {
                others = chain!.ChainPolicy.ExtraStore.Count;
                return IsOurs(shown);
            });
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = Domain }, cancel);
            using var certificate = new X509Certificate2(tls.RemoteCertificate!);
            return (certificate.SerialNumber, certificate.Issuer, others);
        }
        catch (Exception error) when (error is IOException or SocketException or System.Security.Authentication.AuthenticationException)
        {
            return null;
        }
    }

    /// <summary>A browser that finds the domain here and believes its certificate.</summary>
    public static HttpClient Browser() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => IsOurs(shown) },
        ConnectCallback = async (context, cancel) =>
        {
            var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", context.DnsEndPoint.Port, cancel);
            return client.GetStream();
        },
    });

    public async ValueTask DisposeAsync()
    {
        if (IsRunning)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    static bool IsOurs(X509Certificate? shown) => shown is X509Certificate2 certificate && certificate.MatchesHostname(Domain);

    void Hear(string? line)
    {
        lock (said)
            said.AppendLine(line);
    }
}
