using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Charla.Kernel.Storage;

/// <summary>Text as searches compare it: small letters without accents. PostgreSQL has the same as a function of ours.</summary>
public static class PlainLetters
{
    const char FirstMark = '\u0300';
    const char LastMark = '\u036F';

    [return: NotNullIfNotNull(nameof(text))]
    public static string? Of(string? text)
    {
        if (text is null)
            return null;
        var plain = new StringBuilder(text.Length);
        foreach (var sign in text.Normalize(NormalizationForm.FormD))
        {
            if (sign is < FirstMark or > LastMark)
                plain.Append(char.ToLower(sign, CultureInfo.InvariantCulture));
        }

        return plain.ToString();
    }
}
