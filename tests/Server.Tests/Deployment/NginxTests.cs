using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Charla.Server.Tests.Https;

namespace Charla.Server.Tests.Deployment;

/// <summary>The nginx configuration that is shipped, in a real nginx before a real server; two of its three silos are gone.</summary>
public sealed class NginxTests(ProxiedServer server) : IClassFixture<ProxiedServer>, IAsyncLifetime
{
    readonly string folder = Directory.CreateTempSubdirectory("charla-nginx-").FullName;
    readonly (int Http, int Https) ports = (Authority.FreePort(), Authority.FreePort());
    Process? nginx;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var path = Needs.Variable("PATH")?.Split(':').Append("/usr/sbin") ?? [];
        if (path.Select(place => Path.Combine(place, "nginx")).FirstOrDefault(File.Exists) is not { } program)
        {
            Needs.Skip("nginx (Debian: apt install nginx-light)");
            return;
        }

        WriteConfiguration();
        nginx = Process.Start(new ProcessStartInfo(program, ["-p", folder, "-e", "stderr", "-c", Path.Combine(folder, "nginx.conf")]))!;
        using var browser = Browser();
        for (var attempt = 0; attempt < 200; attempt++)
        {
            Assert.False(nginx.HasExited, "nginx refuses the configuration.");
            try
            {
                using var answer = await browser.GetAsync("/healthz", Cancel);
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50, Cancel);
            }
        }

        Assert.Fail("nginx does not answer.");
    }

    public async ValueTask DisposeAsync()
    {
        if (nginx is { HasExited: false })
        {
            nginx.Kill(entireProcessTree: true);
            await nginx.WaitForExitAsync(CancellationToken.None);
        }

        nginx?.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task People_reach_the_silo_that_is_there_by_every_way()
    {
        var handle = (await server.MakePage()).Text("handle");
        using var browser = Browser();
        for (var i = 0; i < 10; i++)
            (await browser.GetAsync($"/p/{handle}", Cancel)).EnsureSuccessStatusCode();
        using var opened = await browser.PostAsJsonAsync($"/api/chat/{handle}/sessions", new { }, Cancel);
        var token = JsonDocument.Parse(await opened.Content.ReadAsStringAsync(Cancel)).RootElement.Text("token");
        browser.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        for (var i = 0; i < 10; i++)
            (await browser.PostAsJsonAsync("/api/chat/messages", new { client_id = $"m{i}", text = "hello" }, Cancel)).EnsureSuccessStatusCode();
        using var file = new MultipartFormDataContent { { new ByteArrayContent(new byte[3 << 20]), "file", "recipe.bin" } };
        Assert.Equal(HttpStatusCode.Created, (await browser.PostAsync("/api/chat/files", file, Cancel)).StatusCode);

        var socket = new ClientWebSocket();
        socket.Options.RemoteCertificateValidationCallback = IsOurs;
        await socket.ConnectAsync(new Uri($"wss://localhost:{ports.Https}/api/chat/live?after=0"), Cancel);
        await using var live = new LiveClient(socket);
        await live.Send(new { type = "auth", token });
        Assert.Equal(10, (await live.EventsUntil(10)).Count);
    }

    [Fact]
    public async Task The_world_sees_https_alone_and_no_figures()
    {
        using var browser = Browser();
        using var plain = await browser.GetAsync(new Uri($"http://localhost:{ports.Http}/p/luna?ref=door"), Cancel);
        Assert.Equal((HttpStatusCode.PermanentRedirect, "https://localhost/p/luna?ref=door"), (plain.StatusCode, plain.Headers.Location!.OriginalString));
        using var figures = await browser.GetAsync("/metrics", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, figures.StatusCode);
        using var served = await browser.GetAsync("/healthz", Cancel);
        Assert.Equal("max-age=31536000", served.Headers.GetValues("Strict-Transport-Security").Single());
    }

    [Fact]
    public async Task Whoever_writes_the_proxys_header_himself_is_not_believed()
    {
        using var browser = Browser();
        var answers = new List<HttpStatusCode>();
        for (var guess = 0; guess < 15; guess++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/chat/devices/redeem") { Content = JsonContent.Create(new { code = "wrong" }) };
            request.Headers.Add("X-Forwarded-For", $"203.0.113.{guess}");
            using var answer = await browser.SendAsync(request, Cancel);
            answers.Add(answer.StatusCode);
        }

        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
    }

    HttpClient Browser() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        SslOptions = { RemoteCertificateValidationCallback = IsOurs },
    })
    {
        BaseAddress = new Uri($"https://localhost:{ports.Https}"),
        Timeout = TimeSpan.FromSeconds(20),
    };

    static bool IsOurs(object sender, X509Certificate? shown, X509Chain? chain, System.Net.Security.SslPolicyErrors errors) =>
        shown is X509Certificate2 certificate && certificate.MatchesHostname("localhost");

    void WriteConfiguration()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(Path.Combine(folder, "tls.crt"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "tls.key"), key.ExportECPrivateKeyPem());
        var site = File.ReadAllText(Path.Combine(Deploy.Folder, "nginx/charla.conf"))
            .Replace("silo-1:8080", $"127.0.0.1:{Authority.FreePort()}", StringComparison.Ordinal)
            .Replace("silo-2:8080", $"127.0.0.1:{server.Address.Port}", StringComparison.Ordinal)
            .Replace("silo-3:8080", $"127.0.0.1:{Authority.FreePort()}", StringComparison.Ordinal)
            .Replace("listen 80;", $"listen 127.0.0.1:{ports.Http};", StringComparison.Ordinal)
            .Replace("listen 443 ", $"listen 127.0.0.1:{ports.Https} ", StringComparison.Ordinal)
            .Replace("/etc/nginx/tls", folder, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder, "charla.conf"), site);
        File.WriteAllText(Path.Combine(folder, "nginx.conf"), $$"""
            {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
            daemon off;
            pid {{folder}}/nginx.pid;
            error_log {{folder}}/error.log;
            events {}
            http {
              access_log off;
              client_body_temp_path {{folder}}/body;
              proxy_temp_path {{folder}}/proxy;
              fastcgi_temp_path {{folder}}/fastcgi;
              uwsgi_temp_path {{folder}}/uwsgi;
              scgi_temp_path {{folder}}/scgi;
              include {{folder}}/charla.conf;
            }
            """);
    }
}
