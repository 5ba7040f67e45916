namespace Charla.Inbox.Search;

/// <summary>
/// What somebody searches for: all of these words. While the last one is being typed, its beginning is enough.
/// </summary>
sealed record SearchQuery(IReadOnlyList<string> Words, bool LastIsBeginning)
{
    const int MostWords = 16;

    public bool IsEmpty => Words.Count == 0;

    public static SearchQuery Of(string text)
    {
        var words = Search.Words.Of(text);
        var isTyping = words.Count > 0 && words[^1].Start + words[^1].Length == text.Length;
        return words.Count > MostWords
            ? new SearchQuery([.. words.Take(MostWords).Select(word => word.Plain)], false)
            : new SearchQuery([.. words.Select(word => word.Plain)], isTyping);
    }

    /// <summary>Whether a word of a text is one of those searched for.</summary>
    public bool Finds(string plain) =>
        Words.Contains(plain) || (LastIsBeginning && plain.StartsWith(Words[^1], StringComparison.Ordinal));
}
