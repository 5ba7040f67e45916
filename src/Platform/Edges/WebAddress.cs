namespace Charla.Platform.Edges;

/// <summary>Addresses that apps give us to show.</summary>
static class WebAddress
{
    const int Longest = 2_083;

    public static bool IsValid(string? url) => Parse(url) is { Scheme: "https" or "http" };

    public static bool IsSecure(string? url) => Parse(url) is { Scheme: "https" };

    /// <summary>The name of a site on the public internet: no number, no word without a dot.</summary>
    public static bool IsPublicSite(string? url) =>
        Parse(url) is { Scheme: "https", HostNameType: UriHostNameType.Dns } parsed
        && parsed.IdnHost.Contains('.', StringComparison.Ordinal)
        && !parsed.IdnHost.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);

    static Uri? Parse(string? url) =>
        url is { Length: > 0 and <= Longest } && !url.Any(char.IsControl)
        && Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.UserInfo.Length == 0 && parsed.Host.Length > 0
            ? parsed
            : null;
}
