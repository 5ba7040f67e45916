using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Charla.Platform.Graph;

/// <summary>
/// Reads JSON as clients write it: strictly first, then with single quotes and bare names. What comes out holds only
/// texts that can be read: no half of a surrogate pair is hidden in an escape.
/// </summary>
static class LenientJson
{
    const int MostDepth = 64;
    static readonly JsonDocumentOptions Document = new() { MaxDepth = MostDepth, AllowTrailingCommas = true };
    static readonly JsonReaderOptions Reader = new() { MaxDepth = MostDepth, AllowTrailingCommas = true };

    /// <summary>Null when it is no JSON.</summary>
    public static JsonElement? Parse(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Parse(bytes) ?? (LooksNested(text) ? Parse(Encoding.UTF8.GetBytes(Quoted(text))) : null);
    }

    public static JsonElement? Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            if (!Utf8.IsValid(bytes.Span) || !HoldsText(bytes.Span))
                return null;
            return JsonDocument.Parse(bytes, Document).RootElement;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static bool LooksNested(string text) => text.AsSpan().TrimStart() is ['{' or '[', ..];

    /// <summary>Escapes are looked at only where there is one that may be half of a pair.</summary>
    static bool HoldsText(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IndexOf("\\ud"u8) < 0 && bytes.IndexOf("\\uD"u8) < 0)
            return true;
        var json = new Utf8JsonReader(bytes, Reader);
        try
        {
            while (json.Read())
            {
                if (json.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && json.ValueIsEscaped)
                    json.GetString();
            }

            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary><c>{id:'1'}</c> becomes <c>{"id":"1"}</c>.</summary>
    static string Quoted(string text)
    {
        var made = new StringBuilder(text.Length + 16);
        for (var at = 0; at < text.Length;)
        {
            if (text[at] is '\'' or '"')
                at = String(text, at, made);
            else if (char.IsLetter(text[at]) || text[at] is '_' or '$')
                at = Word(text, at, made);
            else
                made.Append(text[at++]);
        }

        return made.ToString();
    }

    static int String(string text, int at, StringBuilder made)
    {
        var quote = text[at++];
        made.Append('"');
        for (; at < text.Length && text[at] != quote; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length)
                made.Append(text[++at] == '\'' ? "'" : $"\\{text[at]}");
            else
                made.Append(text[at] == '"' ? "\\\"" : text[at]);
        }

        made.Append('"');
        return at + 1;
    }

    static int Word(string text, int at, StringBuilder made)
    {
        var end = at;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '_' or '$' or '-'))
            end++;
        var word = text[at..end];
        made.Append(word is "true" or "false" or "null" ? word : $"\"{word}\"");
        return end;
    }
}
