using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Charla.Kernel;

namespace Charla.Platform.Messenger;

/// <summary>
/// A page on Messenger that a page here speaks for: what people write there arrives here, and what the page says here goes
/// out there.
/// </summary>
/// <param name="Id">By which the queue of what goes out knows it, beside the apps.</param>
/// <param name="MessengerPage">The page's number there.</param>
/// <param name="Graph">Base address of the Graph there, with a version if one is wanted.</param>
/// <param name="AppId">Of the app there that the token belongs to: its own echoes are no news.</param>
/// <param name="VerifyToken">What the other side says when it asks whether the address wants events.</param>
sealed record ConnectedPage(
    PageId Page,
    long Id,
    string MessengerPage,
    string Name,
    Uri Graph,
    string AccessToken,
    string AppId,
    string AppSecret,
    string VerifyToken,
    DateTimeOffset ConnectedAt)
{
    /// <summary>The kind of entrance by which people of a connected page come in; no visitor of this server can name it.</summary>
    public const string Entrance = "messenger";

    public static string Callback(PageId page) => string.Create(CultureInfo.InvariantCulture, $"/webhooks/messenger/{page.Value}");

    public Uri At(string path) => new($"{Graph.AbsoluteUri.TrimEnd('/')}/{path}");

    /// <summary>Shows that whoever has the token has the app's secret too.</summary>
    public string Proof => Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(AppSecret), Encoding.UTF8.GetBytes(AccessToken)));

    /// <summary>Whether the body came from the app there, by the signature that came with it.</summary>
    public bool IsSignedBy(string? signature, ReadOnlySpan<byte> body)
    {
        const string prefix = "sha256=";
        if (signature is null || !signature.StartsWith(prefix, StringComparison.Ordinal))
            return false;
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(AppSecret), body));
        return CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(signature[prefix.Length..]));
    }
}
