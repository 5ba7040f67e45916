using System.Globalization;
using System.Text;

namespace Charla.Conversations.Attachments;

/// <summary>
/// Makes of the name that a sender gave one that is safe to show and to save under: no path, no sign that hides or
/// turns the others, no name that a system keeps for itself. It never names a place on the server's disk.
/// </summary>
static class SafeName
{
    public const int Longest = 120;
    const int LongestExtension = 12;
    const string Nameless = "file";
    const string NotInNames = "<>:\"|?*";

    static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9",
        "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
    };

    /// <param name="extensions">
    /// What the bytes allow, the usual one first; a name with another gets the usual one added. Empty allows any.
    /// </param>
    public static string Of(string? given, params ReadOnlySpan<string> extensions)
    {
        var name = Cleaned(given ?? "").Trim(' ', '.');
        if (name.Length == 0)
            name = Nameless;
        if (Reserved.Contains(name.Split('.')[0].TrimEnd()))
            name = "_" + name;
        if (extensions.Length > 0 && !extensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase))
            name += extensions[0];
        return Shortened(name);
    }

    static string Cleaned(string given)
    {
        var clean = new StringBuilder(given.Length);
        foreach (var rune in given.EnumerateRunes())
        {
            if (rune.Value is '/' or '\\')
                clean.Clear();
            else if (IsVisible(rune))
                clean.Append(NotInNames.Contains((char)rune.Value, StringComparison.Ordinal) ? "_" : rune.ToString());
        }

        return clean.ToString();
    }

    /// <summary>Control signs, those that turn the direction of writing, and unpaired surrogates show nothing.</summary>
    static bool IsVisible(Rune rune) =>
        rune != Rune.ReplacementChar
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned);

    static string Shortened(string name)
    {
        if (name.Length <= Longest)
            return name;
        var extension = Path.GetExtension(name);
        if (extension.Length > LongestExtension)
            extension = "";
        var end = Longest - extension.Length;
        if (char.IsHighSurrogate(name[end - 1]))
            end--;
        return name[..end].TrimEnd(' ', '.') + extension;
    }
}
