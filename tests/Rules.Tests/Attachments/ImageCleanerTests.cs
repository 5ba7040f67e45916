using System.Diagnostics;
using System.Text;
using Charla.Conversations.Attachments;
using Charla.Kernel;
using SkiaSharp;

namespace Charla.Rules.Tests.Attachments;

public sealed class ImageCleanerTests : IDisposable
{
    readonly string path = Path.GetTempFileName();
    readonly ImageCleaner cleaner = new();

    public void Dispose()
    {
        cleaner.Dispose();
        File.Delete(path);
    }

    [Fact]
    public async Task Where_a_photo_was_taken_is_gone()
    {
        var photo = AnImage.WithExif(AnImage.Of(80, 40), orientation: 1, "GPS 40.4168 -3.7038");
        Assert.Contains("Exif", Encoding.Latin1.GetString(photo), StringComparison.Ordinal);

        var clean = await Clean(photo, FileType.Jpeg);

        Assert.All((byte[][])[clean.Value!.Bytes, clean.Value.Preview], bytes =>
        {
            var text = Encoding.Latin1.GetString(bytes);
            Assert.DoesNotContain("Exif", text, StringComparison.Ordinal);
            Assert.DoesNotContain("EXIF", text, StringComparison.Ordinal);
            Assert.DoesNotContain("GPS", text, StringComparison.Ordinal);
            Assert.DoesNotContain("ICC", text, StringComparison.Ordinal);
        });
    }

    /// <summary>Red is drawn left of blue; each way of holding the camera moves red to another side.</summary>
    [Theory]
    [InlineData(1, 80, 40, "left")]
    [InlineData(2, 80, 40, "right")]
    [InlineData(3, 80, 40, "right")]
    [InlineData(4, 80, 40, "left")]
    [InlineData(5, 40, 80, "top")]
    [InlineData(6, 40, 80, "top")]
    [InlineData(7, 40, 80, "bottom")]
    [InlineData(8, 40, 80, "bottom")]
    public async Task A_photo_stands_upright(ushort orientation, int width, int height, string red)
    {
        var clean = await Clean(AnImage.WithExif(AnImage.Of(80, 40), orientation, "x"), FileType.Jpeg);

        Assert.Equal((width, height), (clean.Value!.Width, clean.Value.Height));
        using var image = SKBitmap.Decode(clean.Value.Bytes);
        var (x, y) = red switch
        {
            "left" => (4, height / 2),
            "right" => (width - 5, height / 2),
            "top" => (width / 2, 4),
            _ => (width / 2, height - 5),
        };
        Assert.True(image.GetPixel(x, y).Red > 200, $"red is not at the {red}");
        Assert.True(image.GetPixel(width - 1 - x, height - 1 - y).Blue > 200);
    }

    [Fact]
    public async Task A_preview_has_at_most_640_points_a_side()
    {
        var clean = await Clean(AnImage.Of(2000, 500, SKEncodedImageFormat.Png), FileType.Png);

        using var preview = SKCodec.Create(new MemoryStream(clean.Value!.Preview));
        Assert.Equal((640, 160), (preview.Info.Width, preview.Info.Height));
        Assert.Equal(SKEncodedImageFormat.Webp, preview.EncodedFormat);
        Assert.Equal(FileType.Png, clean.Value.Type);
    }

    [Fact]
    public async Task A_moving_image_goes_on_moving_without_its_comments()
    {
        var gif = await Clean(AnImage.Gif(3), FileType.Gif);
        var webp = await Clean(AnImage.MovingWebP(), FileType.WebP);

        Assert.Equal(3, GifBlocks.CountFrames(gif.Value!.Bytes, 200));
        Assert.Equal(2, WebPChunks.CountFrames(webp.Value!.Bytes));
        Assert.DoesNotContain("secret", Encoding.Latin1.GetString(gif.Value.Bytes), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", Encoding.Latin1.GetString(webp.Value.Bytes), StringComparison.Ordinal);
        Assert.Contains("NETSCAPE2.0", Encoding.Latin1.GetString(gif.Value.Bytes), StringComparison.Ordinal);
        using var moving = SKCodec.Create(new MemoryStream(webp.Value.Bytes));
        Assert.Equal(2, moving.FrameCount);
    }

    [Fact]
    public async Task A_picture_that_is_larger_than_it_says_is_never_drawn()
    {
        var watch = Stopwatch.StartNew();

        Assert.False((await Clean(AnImage.PngPromising(1, 500_000_000), FileType.Png)).IsAccepted);
        Assert.Equal(FileRefusals.TooManyPixels, (await Clean(AnImage.PngPromising(50_001, 1_000), FileType.Png)).Refusal);
        Assert.Equal(FileRefusals.TooManyPixels, (await Clean(AnImage.PngPromising(60_000, 60_000), FileType.Png)).Refusal);
        Assert.Equal(FileRefusals.TooManyFrames, (await Clean(AnImage.Gif(100_000), FileType.Gif)).Refusal);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), "drawing any of them takes far longer");
    }

    /// <summary>What a decoder still makes a picture of is drawn anew and so whole; the rest is refused.</summary>
    [Fact]
    public async Task A_damaged_image_is_refused_or_made_whole()
    {
        foreach (var (format, type) in ((SKEncodedImageFormat, FileType)[])
            [(SKEncodedImageFormat.Jpeg, FileType.Jpeg), (SKEncodedImageFormat.Png, FileType.Png), (SKEncodedImageFormat.Webp, FileType.WebP)])
        {
            var whole = AnImage.Of(300, 300, format);
            foreach (var length in (int[])[12, 40])
                Assert.Equal(FileRefusals.Broken, (await Clean(whole[..length], type)).Refusal);
            foreach (var length in (int[])[whole.Length / 4, whole.Length / 2, whole.Length - 20])
            {
                if ((await Clean(whole[..length], type)).Value is not { } clean)
                    continue;
                using var image = SKBitmap.Decode(clean.Bytes);
                Assert.Equal((300, 300), (image.Width, image.Height));
            }
        }

        Assert.Equal(FileRefusals.Broken, (await Clean(AnImage.Gif(1)[..30], FileType.Gif)).Refusal);
    }

    [Fact]
    public void Blocks_that_do_not_add_up_are_noticed()
    {
        var gif = AnImage.Gif(2);
        for (var length = 0; length < gif.Length - 1; length++)
            _ = GifBlocks.CountFrames(gif.AsSpan(0, length), 200);
        var webp = AnImage.MovingWebP();
        for (var length = 12; length < webp.Length - 2; length++)
            _ = WebPChunks.Strip(webp.AsSpan(0, length));
        Assert.Null(GifBlocks.CountFrames([], 200));
        Assert.Null(WebPChunks.CountFrames(webp.AsSpan(0, 25)));
    }

    Task<Outcome<CleanImage>> Clean(byte[] bytes, FileType type)
    {
        File.WriteAllBytes(path, bytes);
        return cleaner.Clean(path, type, UploadFile.MostBytes, CancellationToken.None);
    }
}
