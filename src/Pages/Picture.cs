using Charla.Kernel;
using SkiaSharp;

namespace Charla.Pages;

/// <summary>
/// A page's picture: two WebP squares of 512 and 96 points, drawn anew, so that nothing the camera or an attacker wrote
/// into the file goes on. Dimensions are read before anything is decoded.
/// </summary>
sealed record Picture(byte[] Large, byte[] Small)
{
    public const int LargestFile = 10 * 1024 * 1024;
    public const int LargeSide = 512;
    public const int SmallSide = 96;

    const long MostPoints = 50_000_000;
    const long MostDecoded = 25_000_000;
    const int LongestSide = 20_000;
    const int Quality = 88;

    public static Outcome<Picture> Read(byte[] file)
    {
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data);
        if (codec is null || codec.EncodedFormat is not (SKEncodedImageFormat.Png or SKEncodedImageFormat.Jpeg
            or SKEncodedImageFormat.Webp or SKEncodedImageFormat.Gif))
        {
            return PageRefusals.Picture;
        }

        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if (width < 1 || height < 1)
            return PageRefusals.Picture;
        if (width > LongestSide || height > LongestSide || (long)width * height > MostPoints)
            return PageRefusals.PictureTooLarge;
        var scaled = codec.GetScaledDimensions(Math.Min(1f, 2f * LargeSide / Math.Min(width, height)));
        if ((long)scaled.Width * scaled.Height > MostDecoded)
            return PageRefusals.PictureTooLarge;

        using var bitmap = new SKBitmap(new SKImageInfo(scaled.Width, scaled.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) != SKCodecResult.Success)
            return PageRefusals.Picture;
        using var image = SKImage.FromBitmap(bitmap);
        return new Picture(Square(image, codec.EncodedOrigin, LargeSide), Square(image, codec.EncodedOrigin, SmallSide));
    }

    /// <summary>The middle of the picture as a square, turned as the camera was held.</summary>
    static byte[] Square(SKImage image, SKEncodedOrigin origin, int side)
    {
        using var surface = SKSurface.Create(new SKImageInfo(side, side, SKColorType.Rgba8888, SKAlphaType.Premul));
        var canvas = surface.Canvas;
        canvas.Translate(side / 2f, side / 2f);
        var (turn, mirror) = origin switch
        {
            SKEncodedOrigin.TopRight => (0, true),
            SKEncodedOrigin.BottomRight => (180, false),
            SKEncodedOrigin.BottomLeft => (180, true),
            SKEncodedOrigin.LeftTop => (90, true),
            SKEncodedOrigin.RightTop => (90, false),
            SKEncodedOrigin.RightBottom => (270, true),
            SKEncodedOrigin.LeftBottom => (270, false),
            _ => (0, false),
        };
        canvas.RotateDegrees(turn);
        if (mirror)
            canvas.Scale(-1, 1);
        canvas.Translate(-side / 2f, -side / 2f);
        var edge = Math.Min(image.Width, image.Height);
        var middle = SKRect.Create((image.Width - edge) / 2f, (image.Height - edge) / 2f, edge, edge);
        canvas.DrawImage(image, middle, SKRect.Create(side, side), new SKSamplingOptions(SKCubicResampler.Mitchell));
        using var square = surface.Snapshot();
        using var encoded = square.Encode(SKEncodedImageFormat.Webp, Quality);
        return encoded.ToArray();
    }
}
