using Charla.Kernel;
using SkiaSharp;

namespace Charla.Conversations.Attachments;

/// <summary>What an image says of itself, read before a single point of it is drawn.</summary>
sealed record ImageHeader(FileType Type, int Width, int Height, int Frames)
{
    public const long MostPixels = 50_000_000;
    public const int MostFrames = 200;

    /// <summary>A progressive JPEG is drawn once per scan; a usual one has ten.</summary>
    const long MostPixelScans = 1_000_000_000;

    static ReadOnlySpan<byte> ScanMarker => [0xFF, 0xDA];

    public bool Moves => Frames > 1;

    /// <summary>Refuses what would cost too much to draw, at the price of reading the file once.</summary>
    public static Outcome<ImageHeader> Read(string path, FileType type)
    {
        using var codec = SKCodec.Create(path);
        if (codec is null || codec.Info.Width <= 0 || codec.Info.Height <= 0)
            return FileRefusals.Broken;
        var pixels = (long)codec.Info.Width * codec.Info.Height;
        if (pixels > MostPixels)
            return FileRefusals.TooManyPixels;
        var frames = 1;
        if (type != FileType.Png)
        {
            var bytes = File.ReadAllBytes(path);
            if (type == FileType.Jpeg && CountScans(bytes) * pixels > MostPixelScans)
                return FileRefusals.TooManyScans;
            var counted = type == FileType.Gif ? GifBlocks.CountFrames(bytes, MostFrames)
                : type == FileType.WebP ? WebPChunks.CountFrames(bytes)
                : 1;
            if (counted is not > 0)
                return FileRefusals.Broken;
            frames = counted.Value;
        }

        return frames > MostFrames
            ? FileRefusals.TooManyFrames
            : new ImageHeader(type, codec.Info.Width, codec.Info.Height, frames);
    }

    static long CountScans(ReadOnlySpan<byte> jpeg) => jpeg.Count(ScanMarker);
}
