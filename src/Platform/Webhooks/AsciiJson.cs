using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Charla.Platform.Webhooks;

/// <summary>
/// JSON in ASCII, written as receivers expect it that sign what they parsed anew: everything else as <c>\u</c> and four
/// lower-case digits, and a backslash before each slash.
/// </summary>
static class AsciiJson
{
    static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(JsonNode json) => Escape(json.ToJsonString(Plain));

    /// <param name="json">Sound JSON without blanks.</param>
    public static string Escape(string json)
    {
        var text = new StringBuilder(json.Length + 64);
        for (var at = 0; at < json.Length; at++)
        {
            var sign = json[at];
            if (sign == '\\')
            {
                var length = json[at + 1] == 'u' ? 6 : 2;
                text.Append(length == 6 ? json.Substring(at, length).ToLowerInvariant() : json.AsSpan(at, length));
                at += length - 1;
            }
            else if (sign == '/')
            {
                text.Append("\\/");
            }
            else if (sign < 0x7F)
            {
                text.Append(sign);
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)sign:x4}");
            }
        }

        return text.ToString();
    }
}
