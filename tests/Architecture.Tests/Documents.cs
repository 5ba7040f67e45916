using System.Text.RegularExpressions;

namespace Charla.Architecture.Tests;

/// <summary>What the documents say of the code.</summary>
static partial class Documents
{
    /// <summary>Paths of source files that a document names in backticks.</summary>
    public static IEnumerable<string> CodeFilesNamedIn(string text) =>
        CodeFile().Matches(text).Select(match => match.Groups[1].Value).Distinct();

    [GeneratedRegex("`((?:src|web|tests|bench)/[A-Za-z0-9_./]+\\.(?:cs|ts|tsx))`")]
    private static partial Regex CodeFile();
}
