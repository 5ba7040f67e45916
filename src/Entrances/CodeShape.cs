using System.Globalization;
using System.Text;
using QRCoder;

namespace Charla.Entrances;

/// <summary>
/// A code as geometry, measured in modules: upright rounded bars, three eyes with their sharp corner outwards, and
/// a free middle for the page's heart. One geometry for the drawing and the picture, so both are read alike.
/// </summary>
/// <param name="Side">Modules from edge to edge, without the quiet zone.</param>
/// <param name="Bars">SVG path data of the upright bars.</param>
/// <param name="Eyes">SVG path data of the eyes; fill by the even-odd rule.</param>
/// <param name="Heart">SVG path data of the speaking square in the middle.</param>
sealed record CodeShape(int Side, string Bars, string Eyes, string Heart)
{
    /// <summary>White modules around the code that a reader needs.</summary>
    public const int Quiet = 4;

    /// <summary>The side of the free middle. Level H bears its loss from version 5 on.</summary>
    public const int Middle = 9;

    public const float HeartSide = 8.2f;
    const int MostBytes = 1_200;
    const float BarWidth = 0.88f;
    const int EyeSide = 7;

    /// <summary>The shape for an address, or null when the address is too long for a code.</summary>
    public static CodeShape? Of(string address)
    {
        if (Encoding.UTF8.GetByteCount(address) > MostBytes)
            return null;
        using var code = Encode(address);
        if (code is null)
            return null;
        var border = QuietZoneOf(code);
        var side = code.ModuleMatrix.Count - (2 * border);
        var marks = Marks(code.Version, side);
        return new CodeShape(
            side,
            DrawBars(side, (x, y) => code.ModuleMatrix[y + border][x + border]
                && !IsEye(side, x, y) && !IsMiddle(side, x, y) && !marks.Any(mark => IsIn(mark, x, y))),
            DrawEyes(side) + string.Concat(marks.Select(DrawMark)),
            Square((side - HeartSide) / 2, (side - HeartSide) / 2, HeartSide, 1.6f, 0, Corner.BottomLeft));
    }

    /// <summary>
    /// The smallest version whose middle is free. Some have an alignment mark there; hidden by the heart, it would
    /// mislead a reader, so those go up to the next group without one.
    /// </summary>
    static QRCodeData? Encode(string address)
    {
        var code = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.H);
        int? version = code.Version switch
        {
            < 5 => 5,
            5 or 6 or (>= 14 and <= 20) or (>= 28 and <= 34) => code.Version,
            < 14 => 14,
            < 28 => 28,
            _ => null,
        };
        if (version == code.Version)
            return code;
        code.Dispose();
        return version is { } free
            ? QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.H, requestedVersion: free)
            : null;
    }

    static int QuietZoneOf(QRCodeData code) => (code.ModuleMatrix.Count - (17 + (4 * code.Version))) / 2;

    static bool IsEye(int side, int x, int y) =>
        (y < EyeSide && (x < EyeSide || x >= side - EyeSide)) || (x < EyeSide && y >= side - EyeSide);

    static bool IsMiddle(int side, int x, int y) =>
        Math.Abs(x - (side / 2)) <= Middle / 2 && Math.Abs(y - (side / 2)) <= Middle / 2;

    /// <summary>
    /// Where the alignment marks stand, by their centre. Readers find the grid of a large code by them, so they are
    /// drawn whole; the ones under an eye or the middle do not exist.
    /// </summary>
    static List<(int X, int Y)> Marks(int version, int side)
    {
        var count = (version / 7) + 2;
        var step = ((version * 8) + (count * 3) + 5) / ((count * 4) - 4) * 2;
        int[] lines = [6, .. Enumerable.Range(0, count - 1).Select(at => side - 7 - (at * step))];
        return [.. from x in lines from y in lines where !IsEye(side, x, y) && !IsMiddle(side, x, y) select (x, y)];
    }

    static bool IsIn((int X, int Y) mark, int x, int y) => Math.Abs(x - mark.X) <= 2 && Math.Abs(y - mark.Y) <= 2;

    static string DrawMark((int X, int Y) mark) =>
        Square(mark.X - 2, mark.Y - 2, 5, 0.8f, 0.8f, Corner.TopLeft)
        + Square(mark.X - 1, mark.Y - 1, 3, 0.4f, 0.4f, Corner.TopLeft)
        + Square(mark.X, mark.Y, 1, 0.3f, 0.3f, Corner.TopLeft);

    static string DrawBars(int side, Func<int, int, bool> isDark)
    {
        var path = new StringBuilder();
        var radius = BarWidth / 2;
        for (var x = 0; x < side; x++)
        {
            for (var y = 0; y < side; y++)
            {
                var from = y;
                while (y < side && isDark(x, y))
                    y++;
                if (y > from)
                {
                    Append(path, $"M{x + 0.5f - radius} {from + 0.5f}a{radius} {radius} 0 0 1 {BarWidth} 0");
                    Append(path, $"v{y - from - 1}a{radius} {radius} 0 0 1 {-BarWidth} 0z");
                }
            }
        }

        return path.ToString();
    }

    /// <summary>Rounder eyes look kinder, but a reader that meets them slantwise no longer knows their 1:1:3:1:1.</summary>
    static string DrawEyes(int side)
    {
        var path = new StringBuilder();
        foreach (var (x, y, corner) in new[]
        {
            (0, 0, Corner.TopLeft), (side - EyeSide, 0, Corner.TopRight), (0, side - EyeSide, Corner.BottomLeft),
        })
        {
            path.Append(Square(x, y, 7, 1, 0.15f, corner));
            path.Append(Square(x + 1, y + 1, 5, 0.6f, 0.1f, corner));
            path.Append(Square(x + 2, y + 2, 3, 0.45f, 0.1f, corner));
        }

        return path.ToString();
    }

    /// <summary>A square with three round corners and one sharp: the speaking corner.</summary>
    static string Square(float x, float y, float side, float round, float sharp, Corner corner)
    {
        float Radius(Corner which) => which == corner ? sharp : round;
        var (topLeft, topRight) = (Radius(Corner.TopLeft), Radius(Corner.TopRight));
        var (bottomRight, bottomLeft) = (Radius(Corner.BottomRight), Radius(Corner.BottomLeft));
        var path = new StringBuilder();
        Append(path, $"M{x + topLeft} {y}h{side - topLeft - topRight}");
        Append(path, $"a{topRight} {topRight} 0 0 1 {topRight} {topRight}v{side - topRight - bottomRight}");
        Append(path, $"a{bottomRight} {bottomRight} 0 0 1 {-bottomRight} {bottomRight}");
        Append(path, $"h{bottomRight + bottomLeft - side}a{bottomLeft} {bottomLeft} 0 0 1 {-bottomLeft} {-bottomLeft}");
        Append(path, $"v{bottomLeft + topLeft - side}a{topLeft} {topLeft} 0 0 1 {topLeft} {-topLeft}z");
        return path.ToString();
    }

    static void Append(StringBuilder path, FormattableString step) =>
        path.Append(step.ToString(CultureInfo.InvariantCulture));

    enum Corner
    {
        TopLeft,
        TopRight,
        BottomRight,
        BottomLeft,
    }
}
