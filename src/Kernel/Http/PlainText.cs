namespace Charla.Kernel.Http;

/// <summary>The check every text from outside passes: a bounded length, no NUL, no half of a surrogate pair.</summary>
public static class PlainText
{
    /// <summary>A refusal naming the field, or null when the text may be stored. Null texts pass.</summary>
    public static Refusal? Check(string field, string? text, int atMost, int atLeast = 0)
    {
        if (text is null)
            return atLeast > 0 ? Refusal.Invalid(field, $"{field} is missing.") : null;
        if (text.Length < atLeast || (atLeast > 0 && string.IsNullOrWhiteSpace(text)))
            return Refusal.Invalid(field, $"{field} is empty.");
        if (text.Length > atMost)
            return Refusal.Invalid(field, $"{field} holds at most {atMost} characters.");
        return IsWellFormed(text) ? null : Refusal.Invalid(field, $"{field} holds a sign that is no text.");
    }

    public static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var sign = text[i];
            if (sign == '\0')
                return false;
            if (!char.IsSurrogate(sign))
                continue;
            if (!char.IsHighSurrogate(sign) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
                return false;
            i++;
        }

        return true;
    }
}
