using System.Text.RegularExpressions;

namespace Charla.FrontDesk;

/// <summary>
/// Fills <c>{{field}}</c> and <c>{{field|fallback}}</c> in an owner's text. What is not known leaves no hole: a name
/// goes with the space or comma before it, a fact goes with its clause, and a fact in a sentence's first clause takes
/// the sentence along, so that no half statement remains.
/// </summary>
static partial class Template
{
    /// <summary>What a text may ask for.</summary>
    public static readonly IReadOnlySet<string> Names = new HashSet<string> { "first_name", "page" };

    /// <inheritdoc cref="Names"/>
    public static readonly IReadOnlySet<string> Facts =
        new HashSet<string> { "back", "usual_reply", "hours", "address", "phone" };

    /// <summary>Fields of the text that nobody can fill.</summary>
    public static IEnumerable<string> Unknown(string text) =>
        Field().Matches(text).Select(match => match.Groups["field"].Value)
            .Where(field => !Names.Contains(field) && !Facts.Contains(field));

    /// <summary>The text with its fields filled; <paramref name="value"/> gives null for what is not known.</summary>
    public static string Render(string text, Func<string, string?> value)
    {
        while (Field().Matches(text).FirstOrDefault(IsMissingFact) is { } missing)
        {
            var (from, to) = Clause(text, missing);
            text = text.Remove(from, to - from);
        }

        var filled = Field().Replace(text, match => Value(match) is { Length: > 0 } known
            ? match.Groups["before"].Value + known
            : "");
        return filled.TrimStart(',', ' ') is { } trimmed && trimmed.Length < filled.Length && trimmed.Length > 0
            ? (char.ToUpperInvariant(trimmed[0]) + trimmed[1..]).Trim()
            : filled.Trim();

        bool IsMissingFact(Match match) =>
            Facts.Contains(match.Groups["field"].Value) && string.IsNullOrEmpty(Value(match));

        string? Value(Match match) => value(match.Groups["field"].Value) is { Length: > 0 } known
            ? known
            : match.Groups["fallback"] is { Success: true } fallback ? fallback.Value.Trim() : null;
    }

    /// <summary>The span of the clause around a field, or of its sentence when the clause opens it.</summary>
    static (int From, int To) Clause(string text, Match field)
    {
        var from = field.Index + field.Groups["before"].Length;
        while (from > 0 && !EndsSentence(text, from - 1) && !IsBreak(text, from - 1))
            from--;
        var to = field.Index + field.Length;
        var opens = from == 0 || EndsSentence(text, from - 1);
        while (to < text.Length && !EndsSentence(text, to) && (opens || !IsBreak(text, to)))
            to++;
        if (!opens)
            return (from - 1, to);
        if (to < text.Length)
            to++;
        return (from, to);
    }

    static bool IsBreak(string text, int at) => text[at] is ',' or ';' or ':' && IsFollowedBySpace(text, at);

    static bool EndsSentence(string text, int at) =>
        text[at] == '\n' || (text[at] is '.' or '!' or '?' or '…' && IsFollowedBySpace(text, at));

    static bool IsFollowedBySpace(string text, int at) => at + 1 == text.Length || char.IsWhiteSpace(text[at + 1]);

    [GeneratedRegex(@"(?<before>,? ?)\{\{ *(?<field>[a-z_]{1,40}) *(?:\|(?<fallback>[^{}]{0,200}))?\}\}")]
    private static partial Regex Field();
}
