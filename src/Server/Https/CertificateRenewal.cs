using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Charla.Server.Https;

/// <summary>
/// Sees to it that there is a certificate, and a new one when two thirds of its time are over. What goes wrong is logged
/// and tried again, ever more seldom; meanwhile connections get the one that is there.
/// </summary>
sealed class CertificateRenewal(
    CertificateFile file, AcmeChallenges challenges, IOptions<HttpsOptions> options, IHostApplicationLifetime server, TimeProvider clock, ILogger<CertificateRenewal> logger)
    : BackgroundService
{
    static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);
    static readonly TimeSpan LongestPause = TimeSpan.FromHours(6);
    static readonly TimeSpan LookEvery = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The authority asks back: not before we listen.
        await Task.Delay(Timeout.InfiniteTimeSpan, server.ApplicationStarted).ContinueWith(_ => { }, TaskScheduler.Default).WaitAsync(stoppingToken);
        using var http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(2) })
        {
            Timeout = TimeSpan.FromSeconds(30),
            DefaultRequestHeaders = { { "User-Agent", "charla" } },
        };
        using var account = file.AccountKey();
        var client = new AcmeClient(http, options.Value.DirectoryAddress, account, challenges, clock);
        var failures = 0;
        while (true)
        {
            var wait = RenewalAt() - clock.GetUtcNow();
            if (wait <= TimeSpan.Zero)
                wait = await Renew(client, stoppingToken) is { } trouble ? PauseAfter(trouble, failures++) : TimeSpan.FromSeconds(failures = 0);
            await Task.Delay(wait < LookEvery ? wait : LookEvery, clock, stoppingToken);
        }
    }

    /// <summary>At once when there is none, or it is for other names.</summary>
    DateTimeOffset RenewalAt()
    {
        if (file.Certificate is not { } certificate || !options.Value.Names.All(name => certificate.MatchesHostname(name)))
            return DateTimeOffset.MinValue;
        var (from, to) = (new DateTimeOffset(certificate.NotBefore), new DateTimeOffset(certificate.NotAfter));
        return from + ((to - from) * 2 / 3);
    }

    async Task<Exception?> Renew(AcmeClient client, CancellationToken cancel)
    {
        try
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            file.Take(key, await client.Order(options.Value.Names, options.Value.Email, key, cancel));
            logger.CertificateTaken(string.Join(", ", options.Value.Names), file.Certificate!.NotAfter.ToUniversalTime());
            return null;
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            logger.NoCertificate(options.Value.DirectoryAddress.Host, error.Message);
            return error;
        }
    }

    /// <summary>As long as the authority asks for, else twice as long each time.</summary>
    internal static TimeSpan PauseAfter(Exception trouble, int failures)
    {
        var asked = (trouble as AcmeException)?.RetryAfter ?? TimeSpan.Zero;
        var ours = FirstPause * Math.Pow(2, Math.Min(failures, 20));
        var pause = ours < LongestPause ? ours : LongestPause;
        return asked > pause ? asked : pause;
    }
}

static partial class HttpsLog
{
    [LoggerMessage(LogLevel.Information, "There is a certificate for {Names} until {Until:u}.")]
    public static partial void CertificateTaken(this ILogger logger, string names, DateTime until);

    [LoggerMessage(LogLevel.Error, "No certificate from {Authority}: {Reason}. The one that is there stays in use; the next try follows.")]
    public static partial void NoCertificate(this ILogger logger, string authority, string reason);
}
