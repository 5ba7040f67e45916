using System.Net;
using System.Text;
using Charla.Server.Https;
using Microsoft.Extensions.Configuration;

namespace Charla.Server.Tests.Https;

/// <summary>HTTPS on a single machine: certificates come by themselves.</summary>
public sealed class HttpsTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("charla-https-").FullName;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_certificate_is_taken_renewed_without_a_restart_and_kept_when_the_authority_is_away()
    {
        await using var authority = await Authority.Start(validity: TimeSpan.FromSeconds(9));
        await using (var server = new HttpsServer(authority, folder))
        {
            var first = await Next(server, than: null);
            Assert.Contains("Pebble", first.Issuer, StringComparison.Ordinal);
            Assert.True(first.Others > 0, "The certificate comes without its chain.");
            await GoesToHttps(server);
            foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, "keys", "https")).Where(_ => !OperatingSystem.IsWindows()))
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, Mode(file));

            var renewed = await Next(server, than: first.Serial);
            await authority.Stop();
            await Until(() => Task.FromResult(server.Said.Contains("No certificate from localhost: ", StringComparison.Ordinal)));
            Assert.NotNull(await server.Certificate(Cancel));
            Assert.True(server.IsRunning);
            Assert.NotEqual(first.Serial, renewed.Serial);
        }

        await using var again = new HttpsServer(authority, folder);
        await Next(again, than: null);
    }

    [Fact]
    public async Task An_authority_that_has_had_enough_is_left_alone_as_long_as_it_asks()
    {
        using var http = new HttpClient(new BusyAuthority());
        using var key = new CertificateFile(folder).AccountKey();
        var client = new AcmeClient(http, new Uri("https://busy.example/dir"), key, new AcmeChallenges(), TimeProvider.System);
        var refused = await Assert.ThrowsAsync<AcmeException>(() => client.Order(["shop.example.com"], null, key, Cancel));
        Assert.Equal("the authority answers 429 too many certificates already issued", refused.Message);
        Assert.Equal(TimeSpan.FromHours(7), CertificateRenewal.PauseAfter(refused, failures: 0));
        Assert.Equal(TimeSpan.FromMinutes(1), CertificateRenewal.PauseAfter(new IOException(), failures: 0));
        Assert.Equal(TimeSpan.FromHours(6), CertificateRenewal.PauseAfter(new IOException(), failures: 50));
    }

    [Theory]
    [InlineData("Https:Domain", "chat.example.com, www.example.com", true)]
    [InlineData("Https:Domain", "localhost", false)]
    [InlineData("Https:Domain", "*.example.com", false)]
    [InlineData("Https:Directory", "http://authority.example/dir", false)]
    [InlineData("Https:Email", "ana", false)]
    public void What_is_set_is_checked(string key, string value, bool isSound) => Assert.Equal(
        isSound, !HttpsOptions.Mistakes(new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build()).Any());

    static UnixFileMode Mode(string file) => OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(file);

    static async Task GoesToHttps(HttpsServer server)
    {
        using var browser = HttpsServer.Browser();
        var (plain, secure) = ($"http://{HttpsServer.Domain}:{server.HttpPort}", $"https://{HttpsServer.Domain}:{server.HttpsPort}");
        using var redirected = await browser.GetAsync($"{plain}/p/luna?ref=door", Cancel);
        Assert.Equal(HttpStatusCode.PermanentRedirect, redirected.StatusCode);
        Assert.Equal($"{secure}/p/luna?ref=door", redirected.Headers.Location!.OriginalString);
        using var unknown = await browser.GetAsync($"{plain}/.well-known/acme-challenge/unknown", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        using var served = await browser.GetAsync($"{secure}/healthz", Cancel);
        Assert.Equal((HttpStatusCode.OK, "max-age=31536000"), (served.StatusCode, served.Headers.GetValues("Strict-Transport-Security").Single()));
    }

    static async Task<(string Serial, string Issuer, int Others)> Next(HttpsServer server, string? than)
    {
        (string Serial, string Issuer, int Others)? found = null;
        await Until(async () => (found = await server.Certificate(Cancel)) is { } one && one.Serial != than, () => server.Said);
        return found!.Value;
    }

    static async Task Until(Func<Task<bool>> holds, Func<string>? said = null)
    {
        for (var attempt = 0; attempt < 300; attempt++)
        {
            if (await holds())
                return;
            await Task.Delay(200, Cancel);
        }

        Assert.Fail($"It did not happen within a minute. {said?.Invoke()}");
    }

    /// <summary>Answers as an authority does whose limits are reached.</summary>
    sealed class BusyAuthority : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            const string directory = """{"newNonce":"https://busy.example/n","newAccount":"https://busy.example/a","newOrder":"https://busy.example/o"}""";
            const string problem = """{"type":"urn:ietf:params:acme:error:rateLimited","detail":"too many certificates already issued"}""";
            var isRefused = request.Method == HttpMethod.Post;
            var answer = new HttpResponseMessage(isRefused ? HttpStatusCode.TooManyRequests : HttpStatusCode.OK)
            {
                Content = new StringContent(isRefused ? problem : directory, Encoding.UTF8, isRefused ? "application/problem+json" : "application/json"),
            };
            answer.Headers.Add("Replay-Nonce", "once");
            if (isRefused)
                answer.Headers.Add("Retry-After", "25200");
            return Task.FromResult(answer);
        }
    }
}
