namespace Charla.FrontDesk;

/// <summary>A text as it was found: the words and the language they are in.</summary>
readonly record struct Wording(string Language, string Text);

/// <summary>Chooses among the languages a text was written in.</summary>
static class LocalText
{
    /// <summary>
    /// The person's own language first (<c>es-MX</c>), then its base (<c>es</c>) or a sister (<c>es-ES</c>), then the
    /// page's language in the same way, then whichever comes first by name. Null when nothing was written.
    /// </summary>
    public static Wording? Choose(IReadOnlyDictionary<string, string> texts, string? person, string page)
    {
        var written = texts.Where(text => !string.IsNullOrWhiteSpace(text.Value))
            .OrderBy(text => text.Key, StringComparer.OrdinalIgnoreCase)
            .Select(text => new Wording(text.Key, text.Value))
            .ToList();
        if (written.Count == 0)
            return null;
        return In(written, person) ?? In(written, page) ?? written[0];
    }

    /// <summary><c>es</c> of <c>es-MX</c>.</summary>
    public static string Base(string language) => language.Split('-', '_')[0].ToLowerInvariant();

    static Wording? In(List<Wording> written, string? language)
    {
        if (string.IsNullOrEmpty(language))
            return null;
        return First(text => string.Equals(text.Language, language, StringComparison.OrdinalIgnoreCase))
            ?? First(text => string.Equals(text.Language, Base(language), StringComparison.OrdinalIgnoreCase))
            ?? First(text => Base(text.Language) == Base(language));

        Wording? First(Func<Wording, bool> fits) =>
            written.Where(fits).Select(text => (Wording?)text).FirstOrDefault();
    }
}
