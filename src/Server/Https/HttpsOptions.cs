namespace Charla.Server.Https;

/// <summary>HTTPS with certificates that the server gets by itself; off without a domain.</summary>
sealed class HttpsOptions
{
    /// <summary>The names that people reach the server by, with commas between them.</summary>
    public string Domain { get; set; } = "";

    /// <summary>Where the authority writes to when something is wrong with a certificate.</summary>
    public string? Email { get; set; }

    /// <summary>The authority's directory (RFC 8555).</summary>
    public string Directory { get; set; } = "https://acme-v02.api.letsencrypt.org/directory";

    public IReadOnlyList<string> Names =>
        Domain.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public Uri DirectoryAddress => new(Directory);

    public static IEnumerable<Settings.Problem> Mistakes(IConfiguration settings)
    {
        var options = settings.GetSection("Https").Get<HttpsOptions>() ?? new HttpsOptions();
        foreach (var name in options.Names.Where(name => Uri.CheckHostName(name) != UriHostNameType.Dns || !name.Contains('.', StringComparison.Ordinal)))
            yield return new Settings.Problem("Https:Domain", $"\"{name}\" is no name that a certificate can be for; write chat.example.com.");
        if (!(Uri.TryCreate(options.Directory, UriKind.Absolute, out var directory) && directory.Scheme == Uri.UriSchemeHttps))
            yield return new Settings.Problem("Https:Directory", $"\"{options.Directory}\" is no https address of an authority's directory.");
        if (options.Email is { } email && !email.Contains('@', StringComparison.Ordinal))
            yield return new Settings.Problem("Https:Email", $"\"{email}\" is no e-mail address.");
    }
}
