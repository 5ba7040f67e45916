using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Charla.Server.Tests.Https;

/// <summary>
/// A certificate authority: Let's Encrypt's own test server (pebble) and its name server, which says that every name is
/// this machine. It really fetches the proofs, and refuses a third of all good nonces.
/// </summary>
sealed class Authority : IAsyncDisposable
{
    public const string What = "pebble (Debian: apt install pebble)";

    readonly List<Process> processes = [];
    readonly string folder = Directory.CreateTempSubdirectory("charla-authority-").FullName;

    public string Address => $"https://localhost:{Port}/dir";

    /// <summary>What its own HTTPS is trusted by.</summary>
    public string Roots => Path.Combine(folder, "authority.pem");

    /// <summary>Where it expects the proofs.</summary>
    public int HttpPort { get; } = FreePort();

    int Port { get; } = FreePort();

    public static async Task<Authority> Start(TimeSpan validity)
    {
        var path = Needs.Variable("PATH")?.Split(':') ?? [];
        if (!path.Any(folder => File.Exists(Path.Combine(folder, "pebble"))))
            Needs.Skip(What);
        var authority = new Authority();
        authority.WriteCertificate();
        var (names, config) = (FreePort(), Path.Combine(authority.folder, "pebble.json"));
        await File.WriteAllTextAsync(config, JsonSerializer.Serialize(new
        {
            pebble = new
            {
                listenAddress = $"127.0.0.1:{authority.Port}",
                managementListenAddress = "",
                certificate = authority.Roots,
                privateKey = Path.Combine(authority.folder, "key.pem"),
                httpPort = authority.HttpPort,
                tlsPort = FreePort(),
                certificateValidityPeriod = (long)validity.TotalSeconds,
            },
        }));
        authority.Run(
            "pebble-challtestsrv", "-dns01", $"127.0.0.1:{names}", "-http01", "", "-https01", "", "-tlsalpn01", "",
            "-management", $"127.0.0.1:{FreePort()}", "-defaultIPv6", "");
        authority.Run("pebble", "-config", config, "-dnsserver", $"127.0.0.1:{names}");
        return authority;
    }

    /// <summary>It is gone, as an authority is that nobody reaches.</summary>
    public async Task Stop()
    {
        foreach (var process in processes.Where(process => !process.HasExited))
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        processes.ForEach(process => process.Dispose());
        Directory.Delete(folder, recursive: true);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    void Run(string program, params string[] words)
    {
        var process = Process.Start(new ProcessStartInfo(program, words)
        {
            Environment = { ["PEBBLE_VA_NOSLEEP"] = "1", ["PEBBLE_WFE_NONCEREJECT"] = "33" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        processes.Add(process);
    }

    void WriteCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(Roots, certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "key.pem"), key.ExportECPrivateKeyPem());
    }
}
