namespace Charla.Inbox.Search;

/// <summary>The part of a text around what was found in it.</summary>
/// <param name="Marks">Start and length of each found word in the snippet, in UTF-16 units.</param>
sealed record Snippet(string Text, IReadOnlyList<int[]> Marks)
{
    const int Before = 40;
    const int Longest = 160;

    public static Snippet Of(string text, SearchQuery query)
    {
        var found = Words.Of(text).Where(word => query.Finds(word.Plain)).ToList();
        var from = found.Count == 0 || text.Length <= Longest ? 0 : WordStart(text, found[0].Start - Before);
        var to = Math.Min(text.Length, from + Longest);
        if (to < text.Length && char.IsHighSurrogate(text[to - 1]))
            to--;
        var (lead, tail) = (from > 0 ? "…" : "", to < text.Length ? "…" : "");
        return new Snippet(
            $"{lead}{text[from..to]}{tail}",
            [.. found
                .Where(word => word.Start >= from && word.Start + word.Length <= to)
                .Select(word => (int[])[word.Start - from + lead.Length, word.Length])]);
    }

    /// <summary>The next place at or after this one where a word may begin.</summary>
    static int WordStart(string text, int near)
    {
        if (near <= 0)
            return 0;
        var space = text.IndexOf(' ', near, Before);
        if (space >= 0)
            return space + 1;
        return char.IsLowSurrogate(text[near]) ? near + 1 : near;
    }
}
