namespace Charla.Accounts.Contracts;

/// <summary>What a page access token may do. Names are those of the wire.</summary>
public static class TokenScopes
{
    /// <summary>Reads conversations and writes into them.</summary>
    public const string Messaging = "pages_messaging";

    /// <summary>Changes how the page greets, of what its apps are told, and its settings.</summary>
    public const string Metadata = "pages_manage_metadata";

    /// <summary>Reads the page and its figures.</summary>
    public const string Engagement = "pages_read_engagement";

    /// <summary>Writes message templates and sends by them.</summary>
    public const string Utility = "pages_utility_messaging";

    /// <summary>Knows of which page it is; every token has it.</summary>
    public const string List = "pages_show_list";

    /// <summary>Those that a token can be made with or without.</summary>
    public static readonly IReadOnlyList<string> Choices = [Messaging, Metadata, Engagement, Utility];

    /// <summary>A token that is not told otherwise may do everything.</summary>
    public static readonly IReadOnlySet<string> All = new HashSet<string>([.. Choices, List], StringComparer.Ordinal);

    internal static string Write(IEnumerable<string> scopes) => string.Join(',', scopes.Order(StringComparer.Ordinal));

    internal static IReadOnlySet<string> Read(string stored) => stored.Length == 0
        ? All
        : stored.Split(',').Append(List).ToHashSet(StringComparer.Ordinal);
}
