using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Charla.Kernel;

namespace Charla.Pages;

/// <summary>The rules for a page's name in addresses.</summary>
static partial class Handle
{
    public const int Shortest = 3;
    public const int Longest = 40;

    static readonly HashSet<string> Reserved =
    [
        "admin", "api", "app", "apps", "charla", "chat", "console", "dev", "help", "home", "hubs", "login", "metrics",
        "page", "pages", "privacy", "root", "setup", "sign-in", "static", "support", "terms", "www",
    ];

    /// <summary>A handle as it is compared.</summary>
    public static string Normal(string handle) => handle.Length > Longest ? "" : handle.ToLowerInvariant();

    public static Refusal? Check(string? handle) =>
        handle is { Length: >= Shortest and <= Longest } && Shape().IsMatch(handle) && !Reserved.Contains(handle)
            ? null
            : PageRefusals.HandleShape;

    /// <summary>A handle made of a name: <c>Panadería Luna</c> gives <c>panaderia-luna</c>.</summary>
    public static string From(string name)
    {
        var plain = new StringBuilder();
        foreach (var sign in name.Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(sign))
                plain.Append(char.ToLowerInvariant(sign));
            else if (CharUnicodeInfo.GetUnicodeCategory(sign) != UnicodeCategory.NonSpacingMark && plain is not [] and not [.., '-'])
                plain.Append('-');
        }

        var handle = plain.ToString().Trim('-');
        handle = (handle.Length > Longest ? handle[..Longest] : handle).Trim('-');
        return Check(handle) is null ? handle : "my-page";
    }

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Shape();
}
