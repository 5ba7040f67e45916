using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Charla.Kernel;
using Charla.Pages.Contracts;

namespace Charla.Entrances;

/// <summary>How an entrance looks where people find it.</summary>
enum EntranceKind
{
    Link,
    Code,
}

/// <summary>A named way in: its ref tells the team which link or poster brought a person.</summary>
sealed record Entrance(string Id, string Name, string Ref, EntranceKind Kind)
{
    /// <summary>The page's own link, which every page has and which carries no ref.</summary>
    public const string PageLinkId = "page";

    public static Entrance PageLink(Page page) => new(PageLinkId, page.Name, "", EntranceKind.Link);
}

/// <summary>The number in an entrance's address; what is none names no entrance.</summary>
static class EntranceNumber
{
    public static bool TryParse(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}

/// <summary>The ref that a link carries.</summary>
static partial class EntranceRef
{
    public const int Longest = 2_083;

    /// <summary>What fits into a code with room for the address.</summary>
    public const int LongestMade = 200;

    const int LongestFromName = 40;

    public static Refusal? Check(string? value, int longest = Longest) =>
        string.IsNullOrEmpty(value) || (value.Length <= longest && Shape().IsMatch(value))
            ? null
            : new Refusal(
                "ref.malformed",
                $"A ref is at most {longest} of A-Z, a-z, 0-9, _, =, . and -.",
                RefusalKind.Invalid,
                "ref");

    /// <summary>"Table 7" becomes <c>table-7</c>; empty when nothing of the name can stand in a link.</summary>
    public static string OfName(string name)
    {
        var made = new StringBuilder(name.Length);
        foreach (var sign in name.Normalize(NormalizationForm.FormKD))
        {
            if (char.IsAsciiLetterOrDigit(sign))
                made.Append(char.ToLowerInvariant(sign));
            else if (CharUnicodeInfo.GetUnicodeCategory(sign) != UnicodeCategory.NonSpacingMark && made is [.., not '-'])
                made.Append('-');
            if (made.Length == LongestFromName)
                break;
        }

        return made.ToString().Trim('-');
    }

    /// <summary>The path of the chat, with the ref.</summary>
    public static string ChatPath(string handle, string? value) =>
        string.IsNullOrEmpty(value) ? $"/m/{handle}" : $"/m/{handle}?ref={value}";

    [GeneratedRegex(@"^[A-Za-z0-9_=.-]+\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Shape();
}
