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

    /// <summary>Scheme, name and port of such a site, as a browser compares them; null when it is none.</summary>
    public static string? SiteOf(string? url)
    {
        if (!IsPublicSite(url))
            return null;
        var site = Parse(url)!;
        var host = site.IdnHost.ToLowerInvariant();
        return host.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '.' or '-')
            ? site.IsDefaultPort ? $"https://{host}" : $"https://{host}:{site.Port}"
            : null;
    }

    static Uri? Parse(string? url) =>
        url is { Length: > 0 and <= Longest } && !url.Any(char.IsControl)
        && Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.UserInfo.Length == 0 && parsed.Host.Length > 0
            ? parsed
            : null;
}
