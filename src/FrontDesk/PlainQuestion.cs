using System.Globalization;
using System.Text;

namespace Charla.FrontDesk;

/// <summary>A question reduced to what two people would type alike: lower case, no accents, no punctuation.</summary>
static class PlainQuestion
{
    const int Longest = 500;

    public static string Of(string? text)
    {
        if (text is null or { Length: > Longest })
            return "";
        var plain = new StringBuilder(text.Length);
        foreach (var sign in text.Normalize(NormalizationForm.FormKD))
        {
            if (char.IsLetterOrDigit(sign) || char.IsSurrogate(sign))
                plain.Append(char.ToLowerInvariant(sign));
            else if (char.GetUnicodeCategory(sign) != UnicodeCategory.NonSpacingMark && plain is [.., not ' '])
                plain.Append(' ');
        }

        return plain.ToString().TrimEnd();
    }
}
