using System.Globalization;
using System.Text;
using Charla.Kernel.Storage;

namespace Charla.Inbox.Search;

/// <summary>A word as searches compare it, and where it stands in its text (UTF-16 units).</summary>
readonly record struct Word(string Plain, int Start, int Length);

/// <summary>
/// The words of a text: runs of letters and digits, small and without accents. Scripts that put no spaces between words
/// (Chinese, Japanese, Thai and their neighbours) give every two signs that stand together, so that any part of a
/// sentence is found.
/// </summary>
static class Words
{
    /// <summary>Longer words are cut: nobody searches by the end of a web address.</summary>
    const int Longest = 40;

    public static List<Word> Of(string text)
    {
        var words = new List<Word>();
        var at = 0;
        while (at < text.Length)
        {
            var rune = RuneAt(text, at);
            if (!IsOfWord(rune))
            {
                at += rune.Utf16SequenceLength;
                continue;
            }

            var start = at;
            var isUnspaced = IsUnspaced(rune);
            var signs = new List<int>();
            while (at < text.Length && RuneAt(text, at) is var next && IsOfWord(next) && IsUnspaced(next) == isUnspaced)
            {
                signs.Add(at);
                at += next.Utf16SequenceLength;
            }

            if (isUnspaced)
                AddPairs(words, text, signs, at);
            else
                words.Add(Make(text, start, at));
        }

        return words;
    }

    static void AddPairs(List<Word> words, string text, List<int> signs, int end)
    {
        if (signs.Count == 1)
            words.Add(Make(text, signs[0], end));
        for (var i = 0; i + 1 < signs.Count; i++)
            words.Add(Make(text, signs[i], i + 2 < signs.Count ? signs[i + 2] : end));
    }

    static Word Make(string text, int start, int end)
    {
        var plain = PlainLetters.Of(text[start..end]);
        if (plain.Length > Longest)
            plain = plain[..(char.IsHighSurrogate(plain[Longest - 1]) ? Longest - 1 : Longest)];
        return new Word(plain, start, end - start);
    }

    static Rune RuneAt(string text, int at) => Rune.TryGetRuneAt(text, at, out var rune) ? rune : Rune.ReplacementChar;

    static bool IsOfWord(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
        or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    /// <summary>Blocks of scripts without spaces: Thai to Tibetan, Burmese, Khmer, kana, Han and its supplements.</summary>
    static bool IsUnspaced(Rune rune) => rune.Value is
        (>= 0x0E00 and <= 0x0FFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF)
        or (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF)
        or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);
}
