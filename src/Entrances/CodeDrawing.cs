using System.Globalization;
using System.Net;
using System.Text;
using SkiaSharp;

namespace Charla.Entrances;

/// <summary>What stands in the middle of a page's codes: its picture, or its first letter on its colour.</summary>
sealed record CodeHeart(string Brand, string Name, byte[]? Picture)
{
    /// <summary>The first letter of the name; empty when it has none.</summary>
    public string Letter
    {
        get
        {
            var first = Name.EnumerateRunes().FirstOrDefault(Rune.IsLetterOrDigit);
            return first == default ? "" : Rune.ToUpperInvariant(first).ToString();
        }
    }

    /// <summary>White where it can be read on the brand (4.5 : 1), else black.</summary>
    public string LetterColour => Contrast(SKColor.Parse(Brand)) >= 4.5 ? "#ffffff" : "#000000";

    static double Contrast(SKColor colour) =>
        1.05 / ((0.2126 * Linear(colour.Red)) + (0.7152 * Linear(colour.Green)) + (0.0722 * Linear(colour.Blue)) + 0.05);

    static double Linear(byte channel)
    {
        var value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }
}

/// <summary>A code as SVG and as PNG: dark on white, with its quiet zone, from the same paths.</summary>
static class CodeDrawing
{
    const string Dark = "#181c27";
    const int PicturePixels = 256;
    const float LetterHeight = 4.2f;

    static readonly Lazy<SKTypeface> SignFace = new(() =>
        SKTypeface.FromFamilyName("Noto Serif", SKFontStyle.Bold) is { FamilyName: "Noto Serif" } noto
            ? noto
            : SKTypeface.FromFamilyName("serif", SKFontStyle.Bold));

    public static string Svg(CodeShape shape, CodeHeart heart)
    {
        var full = shape.Side + (2 * CodeShape.Quiet);
        var svg = new StringBuilder();
        Append(svg, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-CodeShape.Quiet} {-CodeShape.Quiet} {full} {full}">""");
        Append(svg, $"""<path d="M{-CodeShape.Quiet} {-CodeShape.Quiet}h{full}v{full}h{-full}z" fill="#ffffff"/>""");
        Append(svg, $"""<path d="{shape.Bars}" fill="{Dark}"/><path d="{shape.Eyes}" fill="{Dark}" fill-rule="evenodd"/>""");
        AppendHeart(svg, shape, heart);
        return svg.Append("</svg>").ToString();
    }

    public static byte[] Png(CodeShape shape, CodeHeart heart, int size)
    {
        using var surface = SKSurface.Create(new SKImageInfo(size, size, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var canvas = surface.Canvas;
        canvas.Clear(SKColors.White);
        canvas.Scale((float)size / (shape.Side + (2 * CodeShape.Quiet)));
        canvas.Translate(CodeShape.Quiet, CodeShape.Quiet);
        Fill(canvas, shape.Bars, Dark);
        Fill(canvas, shape.Eyes, Dark, SKPathFillType.EvenOdd);
        DrawHeart(canvas, shape, heart);
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, quality: 100);
        return data.ToArray();
    }

    static void AppendHeart(StringBuilder svg, CodeShape shape, CodeHeart heart)
    {
        if (Picture(heart) is { } picture)
        {
            using (picture)
            using (var png = picture.Encode(SKEncodedImageFormat.Png, quality: 100))
            {
                var from = (shape.Side - CodeShape.HeartSide) / 2;
                Append(svg, $"""<clipPath id="heart"><path d="{shape.Heart}"/></clipPath>""");
                Append(svg, $"""<image x="{from}" y="{from}" width="{CodeShape.HeartSide}" height="{CodeShape.HeartSide}" """);
                Append(svg, $"""clip-path="url(#heart)" href="data:image/png;base64,{Convert.ToBase64String(png.Span)}"/>""");
            }

            return;
        }

        Append(svg, $"""<path d="{shape.Heart}" fill="{heart.Brand}"/>""");
        using var letter = LetterPath(heart.Letter, shape.Side / 2f);
        if (letter is not null)
        {
            Append(svg, $"""<path d="{letter.ToSvgPathData()}" fill="{heart.LetterColour}"/>""");
        }
        else if (heart.Letter.Length > 0)
        {
            var middle = shape.Side / 2f;
            Append(svg, $"""<text x="{middle}" y="{middle + (LetterHeight / 2)}" font-size="5.9" font-weight="700" """);
            Append(svg, $"""font-family="serif" text-anchor="middle" fill="{heart.LetterColour}">""");
            svg.Append(WebUtility.HtmlEncode(heart.Letter)).Append("</text>");
        }
    }

    static void DrawHeart(SKCanvas canvas, CodeShape shape, CodeHeart heart)
    {
        using var square = SKPath.ParseSvgPathData(shape.Heart);
        if (Picture(heart) is { } picture)
        {
            using (picture)
            {
                canvas.Save();
                canvas.ClipPath(square, antialias: true);
                canvas.DrawImage(picture, square.Bounds, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
                canvas.Restore();
            }

            return;
        }

        Fill(canvas, square, heart.Brand);
        using var letter = LetterPath(heart.Letter, shape.Side / 2f);
        if (letter is not null)
            Fill(canvas, letter, heart.LetterColour);
    }

    /// <summary>The picture's middle square, made small; null when there is none or it cannot be read.</summary>
    static SKImage? Picture(CodeHeart heart)
    {
        if (heart.Picture is null)
            return null;
        using var read = SKImage.FromEncodedData(heart.Picture);
        if (read is null)
            return null;
        using var surface = SKSurface.Create(new SKImageInfo(PicturePixels, PicturePixels));
        var side = Math.Min(read.Width, read.Height);
        var from = SKRect.Create((read.Width - side) / 2f, (read.Height - side) / 2f, side, side);
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.DrawImage(
            read, from, SKRect.Create(PicturePixels, PicturePixels), new SKSamplingOptions(SKCubicResampler.Mitchell));
        return surface.Snapshot();
    }

    /// <summary>The letter's outline in the middle of the code; null when no face of this machine has the letter.</summary>
    static SKPath? LetterPath(string letter, float middle)
    {
        if (letter.Length == 0 || !SignFace.Value.ContainsGlyphs(letter))
            return null;
        using var font = new SKFont(SignFace.Value, 100);
        var path = font.GetTextPath(letter);
        var bounds = path.TightBounds;
        if (bounds.IsEmpty)
        {
            path.Dispose();
            return null;
        }

        var scale = LetterHeight / Math.Max(bounds.Width, bounds.Height);
        path.Transform(SKMatrix.CreateTranslation(-bounds.MidX, -bounds.MidY)
            .PostConcat(SKMatrix.CreateScale(scale, scale))
            .PostConcat(SKMatrix.CreateTranslation(middle, middle)));
        return path;
    }

    static void Fill(SKCanvas canvas, string path, string colour, SKPathFillType fill = SKPathFillType.Winding)
    {
        using var parsed = SKPath.ParseSvgPathData(path);
        parsed.FillType = fill;
        Fill(canvas, parsed, colour);
    }

    static void Fill(SKCanvas canvas, SKPath path, string colour)
    {
        using var paint = new SKPaint { Color = SKColor.Parse(colour), IsAntialias = true };
        canvas.DrawPath(path, paint);
    }

    static void Append(StringBuilder svg, FormattableString markup) =>
        svg.Append(markup.ToString(CultureInfo.InvariantCulture));
}
