using System.Net;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.Server.Https;

namespace Charla.Server;

/// <summary>
/// What can be set, and what is wrong with what was set: checked before anything starts, so that a mistake is one clear
/// sentence and touches nothing.
/// </summary>
static class Settings
{
    static readonly Dictionary<string, string[]> Known = new()
    {
        ["Cluster"] = ["Id", "Address", "Port", "Listen"],
        ["Storage"] = ["Folder", "Provider", "ConnectionString", "Partitions"],
        ["Backup"] = ["To"],
        ["Restore"] = ["From"],
        ["Move"] = ["To"],
        ["Outbound"] = ["Allow"],
        ["Https"] = ["Domain", "Email", "Directory"],
        ["Platform"] =
        [
            "SendsPerSecond", "MediaPerSecond", "ConversationReadsPerSecond", "ProfileCallsPerTenMinutes", "CallsPerPerson",
            "CallsAtLeast",
        ],
        ["Testing"] = ["AllowLoopback", "Clock", "RelaxedLimits"],
    };

    static readonly string[] Single =
        ["urls", "PublicUrl", "Proxies", "Logging:Format", "Logging:LogLevel", "CHARLA_ADMIN_TOKEN", "OTEL_EXPORTER_OTLP_ENDPOINT"];

    /// <summary>Whether there is such a setting.</summary>
    public static bool Exists(string name) =>
        Single.Contains(name)
        || (name.Split(':') is [var section, var key] && Known.TryGetValue(section, out var keys) && keys.Contains(key));

    public sealed record Problem(string Key, string Sentence);

    public static IReadOnlyList<Problem> Check(IConfiguration settings) => [.. Mistakes(settings), .. Folder(settings)];

    /// <summary>What is wrong in the words alone; looks at no disk.</summary>
    public static IReadOnlyList<Problem> Mistakes(IConfiguration settings) =>
        [
            .. UnknownKeys(settings), .. Provider(settings), .. Cluster(settings), .. Addresses(settings), .. Switches(settings),
            .. PublicUrl(settings), .. Proxies.Mistakes(settings), .. Logs.Mistakes(settings), .. HttpsOptions.Mistakes(settings),
            .. Telemetry.Mistakes(settings), .. Outbound(settings),
        ];

    /// <summary>Prints what is wrong; the exit code of the process.</summary>
    public static async Task<int> Report(IReadOnlyList<Problem> problems)
    {
        if (problems.Count == 0)
        {
            await Console.Out.WriteLineAsync("The settings are sound.");
            return 0;
        }

        foreach (var problem in problems)
            await Console.Error.WriteLineAsync($"{problem.Key}: {problem.Sentence}");
        return 1;
    }

    /// <summary>The addresses to listen on; the usual one when none is set.</summary>
    public static string[] Urls(IConfiguration settings) =>
        (settings["urls"] ?? "http://localhost:5000").Split(';', StringSplitOptions.RemoveEmptyEntries);

    static IEnumerable<Problem> UnknownKeys(IConfiguration settings) =>
        from section in Known
        from key in settings.GetSection(section.Key).GetChildren()
        where !section.Value.Contains(key.Key, StringComparer.OrdinalIgnoreCase)
        select new Problem(key.Path, $"is no setting; {section.Key} has {string.Join(", ", section.Value)}.");

    static IEnumerable<Problem> Folder(IConfiguration settings)
    {
        var folder = settings["Storage:Folder"] ?? new StorageOptions().Folder;
        if (string.IsNullOrWhiteSpace(folder))
            return [new Problem("Storage:Folder", "is empty; name a folder for the data.")];
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $".probe-{Ids.NewSecret()}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return [new Problem("Storage:Folder", $"\"{folder}\" cannot be written: {error.Message}")];
        }
    }

    static IEnumerable<Problem> Provider(IConfiguration settings)
    {
        var provider = settings["Storage:Provider"] ?? StorageOptions.Sqlite;
        if (provider is not (StorageOptions.Sqlite or StorageOptions.Postgres))
            yield return new Problem("Storage:Provider", $"\"{provider}\" is no engine; write sqlite or postgres.");
        if (provider == StorageOptions.Postgres && string.IsNullOrWhiteSpace(settings["Storage:ConnectionString"]))
            yield return new Problem("Storage:ConnectionString", "is empty; write Host=…;Database=…;Username=…;Password=….");
        if (settings["Storage:Partitions"] is { } text
            && !(int.TryParse(text, out var partitions) && partitions is >= 1 and <= StorageOptions.MostPartitions))
        {
            yield return new Problem("Storage:Partitions", $"\"{text}\" is not a number from 1 to {StorageOptions.MostPartitions}.");
        }
    }

    static IEnumerable<Problem> Cluster(IConfiguration settings)
    {
        if (settings["Cluster:Id"] is { } id && (id.Length is 0 or > 64 || !id.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_')))
            yield return new Problem("Cluster:Id", $"\"{id}\" is no id; write 1 to 64 letters, digits, - and _.");
        if (settings["Cluster:Address"] is { } address && !IPAddress.TryParse(address, out _))
            yield return new Problem("Cluster:Address", $"\"{address}\" is no IP address; write the one that the other silos reach this one by.");
        if (settings["Cluster:Port"] is { } port && !(int.TryParse(port, out var number) && number is >= 1 and <= ushort.MaxValue))
            yield return new Problem("Cluster:Port", $"\"{port}\" is no port; write a number from 1 to {ushort.MaxValue}.");
        if (settings["Cluster:Listen"] is { } here && !(IPEndPoint.TryParse(here, out var listen) && listen.Port > 0))
            yield return new Problem("Cluster:Listen", $"\"{here}\" is no address to listen on; write 0.0.0.0:11111.");
    }

    static IEnumerable<Problem> Addresses(IConfiguration settings) =>
        from url in Urls(settings)
        where Address(url) is null
        select new Problem("urls", $"\"{url}\" is no address; write http://host:port.");

    static IEnumerable<Problem> Switches(IConfiguration settings)
    {
        foreach (var name in Known["Testing"])
        {
            var value = settings[$"Testing:{name}"];
            if (value is not null && !bool.TryParse(value, out _))
                yield return new Problem($"Testing:{name}", $"\"{value}\" is neither true nor false.");
            else if (value is not null && bool.Parse(value) && !Urls(settings).All(IsLoopback))
                yield return new Problem($"Testing:{name}", "is for tests: it needs --urls with loopback addresses only.");
        }
    }

    static IEnumerable<Problem> Outbound(IConfiguration settings) =>
        from word in OutboundAllowance.Mistakes(settings["Outbound:Allow"])
        select new Problem("Outbound:Allow", $"\"{word}\" is neither a host nor a network; write bots.internal or 10.1.0.0/16.");

    static IEnumerable<Problem> PublicUrl(IConfiguration settings) =>
        settings["PublicUrl"] is { } url
        && !(Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https")
            ? [new Problem("PublicUrl", $"\"{url}\" is no address; write https://chat.example.com.")]
            : [];

    static bool IsLoopback(string url) =>
        Address(url) is { } address
        && (address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip)));

    static BindingAddress? Address(string url)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
