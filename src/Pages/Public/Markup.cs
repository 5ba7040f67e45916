using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Charla.Pages.Public;

/// <summary>
/// A piece of HTML. It is only ever made of literals in our own source and of values put into them: a text in a hole is
/// encoded, another piece of markup is not. So no text of a user can become an element or leave a quoted attribute.
/// </summary>
sealed class Markup
{
    public static readonly Markup Nothing = new("");

    readonly string html;

    Markup(string html) => this.html = html;

    public static Markup Of(Builder literal) => new(literal.ToString());

    public static Markup Join(IEnumerable<Markup> pieces) => new(string.Concat(pieces.Select(piece => piece.html)));

    public override string ToString() => html;

    [InterpolatedStringHandler]
    public readonly struct Builder(int literalLength, int holes)
    {
        static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

        readonly StringBuilder html = new(literalLength + (holes * 32));

        public void AppendLiteral(string literal) => html.Append(literal);

        public void AppendFormatted(string? text) => html.Append(Encoder.Encode(text ?? ""));

        public void AppendFormatted(Markup piece) => html.Append(piece);

        public override string ToString() => html.ToString();
    }
}
