using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Charla.Kernel;
using Charla.Kernel.Http;

namespace Charla.Platform.Webhooks;

/// <summary>Asks an address whether it wants events: it proves it by saying a number that it was just told.</summary>
sealed class Handshake(OutboundGuard guard)
{
    const int LongestCallback = 2000;

    /// <summary>Null when the address may be kept and answered as it should.</summary>
    public async Task<Refusal?> Ask(string? callback, string verifyToken, CancellationToken cancel)
    {
        if (callback is null || callback.Length > LongestCallback || !guard.Allows(callback))
            return Refusal.Invalid("callback_url", "callback_url is a public https address of at most 2,000 characters.");
        var challenge = RandomNumberGenerator.GetInt32(100_000_000, int.MaxValue).ToString(CultureInfo.InvariantCulture);
        var address = new UriBuilder(callback);
        var question = $"hub.mode=subscribe&hub.challenge={challenge}&hub.verify_token={Uri.EscapeDataString(verifyToken)}";
        address.Query = address.Query.Length > 1 ? $"{address.Query[1..]}&{question}" : question;
        address.Fragment = "";
        try
        {
            using var response = await guard.Client.GetAsync(address.Uri, cancel);
            var said = await response.Content.ReadAsStringAsync(cancel);
            return response.StatusCode != HttpStatusCode.OK
                    ? Failed("webhook.not_verified", string.Create(CultureInfo.InvariantCulture, $"it answered {(int)response.StatusCode}"))
                : said.Trim() != challenge ? Failed("webhook.no_challenge", "its answer is not the challenge")
                : null;
        }
        catch (Exception error) when (error is HttpRequestException or InvalidOperationException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            return error is OperationCanceledException
                ? Failed("webhook.no_answer", "it did not answer within 20 seconds")
                : Failed("webhook.unreachable", (error.InnerException ?? error).Message);
        }
    }

    /// <summary>Whether the address did not stand the test.</summary>
    public static bool HasFailed(Refusal refusal) => refusal.Code.StartsWith("webhook.", StringComparison.Ordinal);

    static Refusal Failed(string code, string why) =>
        new(code, $"The callback could not be verified: {why}.", RefusalKind.Invalid, "callback_url");
}
