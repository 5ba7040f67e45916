using Charla.Kernel;
using SkiaSharp;

namespace Charla.Conversations.Attachments;

/// <summary>An image that holds nothing but its picture, and a small one for lists.</summary>
sealed record CleanImage(FileType Type, int Width, int Height, byte[] Bytes, byte[] Preview);

/// <summary>
/// Draws an uploaded image anew, upright and without what the camera wrote beside it: place, time, thumbnails,
/// profiles. One at a time, so that drawing never takes the machine from messages.
/// </summary>
sealed class ImageCleaner : IDisposable
{
    const int PreviewSide = 640;
    const int JpegQuality = 85;
    const int WebPQuality = 90;
    const int PreviewQuality = 78;

    readonly SemaphoreSlim turn = new(1, 1);

    public async Task<Outcome<CleanImage>> Clean(string path, FileType type, long mostBytes, CancellationToken cancel)
    {
        var header = ImageHeader.Read(path, type);
        if (!header.IsAccepted)
            return header.Refusal;
        await turn.WaitAsync(cancel);
        try
        {
            return await Task.Run(() => Draw(path, header.Value, mostBytes), cancel);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    static Outcome<CleanImage> Draw(string path, ImageHeader header, long mostBytes)
    {
        using var codec = SKCodec.Create(path);
        if (codec is null)
            return FileRefusals.Broken;
        var alpha = codec.Info.AlphaType == SKAlphaType.Opaque ? SKAlphaType.Opaque : SKAlphaType.Premul;
        using var space = SKColorSpace.CreateSrgb();
        using var drawn = new SKBitmap(new SKImageInfo(header.Width, header.Height, SKColorType.Rgba8888, alpha, space));
        if (codec.GetPixels(drawn.Info, drawn.GetPixels()) != SKCodecResult.Success)
            return FileRefusals.Broken;
        using var turned = Upright(drawn, codec.EncodedOrigin);
        var upright = turned ?? drawn;
        var (type, bytes) = Encode(path, header, upright, mostBytes);
        return bytes is null
            ? FileRefusals.Broken
            : new CleanImage(type, upright.Width, upright.Height, bytes, Preview(upright));
    }

    static (FileType Type, byte[]? Bytes) Encode(string path, ImageHeader header, SKBitmap image, long mostBytes)
    {
        if (header.Type == FileType.Gif)
            return (FileType.Gif, GifBlocks.Strip(File.ReadAllBytes(path)));
        if (header.Type == FileType.WebP)
            return (FileType.WebP, header.Moves ? WebPChunks.Strip(File.ReadAllBytes(path)) : WebP(image, WebPQuality));
        using var pixels = Plain(image);
        if (header.Type == FileType.Jpeg)
            return (FileType.Jpeg, pixels.Encode(new SKJpegEncoderOptions(JpegQuality))?.ToArray());
        var png = pixels.Encode(SKPngEncoderOptions.Default)?.ToArray();
        return png is null || png.Length <= mostBytes ? (FileType.Png, png) : (FileType.WebP, WebP(image, WebPQuality));
    }

    static byte[] Preview(SKBitmap image)
    {
        var scale = Math.Min(1, (float)PreviewSide / Math.Max(image.Width, image.Height));
        if (scale >= 1)
            return WebP(image, PreviewQuality);
        var info = image.Info.WithSize(
            Math.Max(1, (int)MathF.Round(image.Width * scale)), Math.Max(1, (int)MathF.Round(image.Height * scale)));
        using var small = image.Resize(info, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        return WebP(small, PreviewQuality);
    }

    static byte[] WebP(SKBitmap image, int quality)
    {
        using var pixels = Plain(image);
        using var data = pixels.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossy, quality));
        return data?.ToArray() ?? throw new InvalidOperationException("The image could not be written as WebP.");
    }

    /// <summary>The same points without a colour space, because encoders write that as a profile; it is sRGB anyway.</summary>
    static SKPixmap Plain(SKBitmap image) => new(image.Info.WithColorSpace(null), image.GetPixels(), image.RowBytes);

    /// <summary>Null when the image stands upright already.</summary>
    static SKBitmap? Upright(SKBitmap image, SKEncodedOrigin origin)
    {
        if (origin == SKEncodedOrigin.TopLeft)
            return null;
        var lies = origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop
            or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        var (width, height) = lies ? (image.Height, image.Width) : (image.Width, image.Height);
        var upright = new SKBitmap(image.Info.WithSize(width, height));
        using var canvas = new SKCanvas(upright);
        canvas.SetMatrix(origin switch
        {
            SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, width, 0, 1, 0, 0, 0, 1),
            SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, width, 0, -1, height, 0, 0, 1),
            SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, height, 0, 0, 1),
            SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightTop => new SKMatrix(0, -1, width, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, width, -1, 0, height, 0, 0, 1),
            SKEncodedOrigin.LeftBottom => new SKMatrix(0, 1, 0, -1, 0, height, 0, 0, 1),
            _ => SKMatrix.Identity,
        });
        using var paint = new SKPaint { BlendMode = SKBlendMode.Src };
        canvas.DrawBitmap(image, 0, 0, paint);
        return upright;
    }
}
