using System.Globalization;
using System.Text.RegularExpressions;

namespace Charla.Pages;

/// <summary>A colour as a surface, and what is written on it.</summary>
readonly record struct SafePair(string Fill, string On);

/// <summary>
/// The shop's colour. Browsers that know relative colours work out its shades themselves (web/shared/tokens.css); for
/// older ones the server does it by the same rule: lightness kept between the theme's bounds, white writing where the
/// luminance is under .18, black elsewhere, so that the contrast is never under 4.5.
/// </summary>
static partial class Brand
{
    const double WhiteUnder = .18;

    public static bool IsValid(string? colour) => colour is not null && Shape().IsMatch(colour);

    /// <summary>The pair for the light theme: fill's lightness from 0 to .93.</summary>
    public static SafePair Light(string colour) => Safe(colour, 0, .93);

    /// <summary>The pair for the dark theme: fill's lightness from .44 to .86.</summary>
    public static SafePair Dark(string colour) => Safe(colour, .44, .86);

    static SafePair Safe(string colour, double lowest, double highest)
    {
        var (l, a, b) = ToOklab(Channel(colour, 1), Channel(colour, 3), Channel(colour, 5));
        var (red, green, blue) = FromOklab(Math.Clamp(l, lowest, highest), a, b);
        var fill = string.Create(CultureInfo.InvariantCulture, $"#{ToByte(red):x2}{ToByte(green):x2}{ToByte(blue):x2}");
        return new SafePair(fill, Luminance(fill) < WhiteUnder ? "#ffffff" : "#000000");
    }

    /// <summary>Relative luminance of WCAG 2.</summary>
    public static double Luminance(string colour) =>
        (.2126 * Channel(colour, 1)) + (.7152 * Channel(colour, 3)) + (.0722 * Channel(colour, 5));

    static double Channel(string colour, int at)
    {
        var value = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return value <= .04045 ? value / 12.92 : Math.Pow((value + .055) / 1.055, 2.4);
    }

    static int ToByte(double linear)
    {
        var clamped = Math.Clamp(linear, 0, 1);
        var value = clamped <= .0031308 ? clamped * 12.92 : (1.055 * Math.Pow(clamped, 1 / 2.4)) - .055;
        return (int)Math.Round(value * 255);
    }

    static (double L, double A, double B) ToOklab(double red, double green, double blue)
    {
        var l = Math.Cbrt((.4122214708 * red) + (.5363325363 * green) + (.0514459929 * blue));
        var m = Math.Cbrt((.2119034982 * red) + (.6806995451 * green) + (.1073969566 * blue));
        var s = Math.Cbrt((.0883024619 * red) + (.2817188376 * green) + (.6299787005 * blue));
        return (
            (.2104542553 * l) + (.7936177850 * m) - (.0040720468 * s),
            (1.9779984951 * l) - (2.4285922050 * m) + (.4505937099 * s),
            (.0259040371 * l) + (.7827717662 * m) - (.8086757660 * s));
    }

    static (double Red, double Green, double Blue) FromOklab(double lightness, double a, double b)
    {
        var l = Math.Pow(lightness + (.3963377774 * a) + (.2158037573 * b), 3);
        var m = Math.Pow(lightness - (.1055613458 * a) - (.0638541728 * b), 3);
        var s = Math.Pow(lightness - (.0894841775 * a) - (1.2914855480 * b), 3);
        return (
            (4.0767416621 * l) - (3.3077115913 * m) + (.2309699292 * s),
            (-1.2684380046 * l) + (2.6097574011 * m) - (.3413193965 * s),
            (-.0041960863 * l) - (.7034186147 * m) + (1.7076147010 * s));
    }

    [GeneratedRegex(@"^#[0-9a-fA-F]{6}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Shape();
}
