using System.Buffers.Binary;
using System.Text;
using SkiaSharp;

namespace Charla.Server.Tests.Pages;

public sealed class PictureTests(ServerFixture server)
{
    [Fact]
    public async Task A_picture_becomes_a_square_without_what_the_camera_wrote()
    {
        var made = await server.MakePage();
        var answer = await Upload(made, Jpeg(800, 600)).Json();
        using var picture = await server.Visitor().Get(answer.Text("picture_url"));
        var bytes = await picture.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        Assert.Equal("image/webp", picture.Content.Headers.ContentType!.MediaType);
        Assert.Contains("immutable", picture.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        using var codec = SKCodec.Create(new MemoryStream(bytes));
        Assert.Equal((512, 512), (codec.Info.Width, codec.Info.Height));
        Assert.DoesNotContain("Exif", Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
        Assert.DoesNotContain("SecretPlace", Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
    }

    public static TheoryData<string, byte[]> Hostile => new()
    {
        { "html", "<html><script>alert(1)</script></html>"u8.ToArray() },
        { "svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray() },
        { "wide png", Png(500_000_000, 1) },
        { "large png", Png(60_000, 60_000) },
        { "no points", Png(0, 0) },
        { "cut jpeg", Jpeg(800, 600)[..400] },
        { "cut png", Png(100, 100) },
        { "one byte", [0xff] },
        { "bmp", [0x42, 0x4d, .. new byte[60]] },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task What_is_no_good_picture_is_refused(string name, byte[] file)
    {
        using var answer = await Upload(await server.MakePage(), file);
        Assert.True((int)answer.StatusCode is >= 400 and < 500, $"{name}: {answer.StatusCode}");
    }

    Task<HttpResponseMessage> Upload(System.Text.Json.JsonElement page, byte[] file)
    {
        var form = new MultipartFormDataContent { { new ByteArrayContent(file), "file", "../../me.png" } };
        return server.Visitor(page.Text("page_access_token")).PostAsync(
            new Uri($"/api/pages/{page.Text("page_id")}/picture", UriKind.Relative), form, TestContext.Current.CancellationToken);
    }

    /// <summary>A photograph with an EXIF part that tells where it was taken.</summary>
    static byte[] Jpeg(int width, int height)
    {
        using var bitmap = new SKBitmap(width, height);
        bitmap.Erase(SKColors.Tomato);
        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 90);
        var plain = data.ToArray();
        var exif = "Exif\0\0MM\0*\0\0\0\bSecretPlace"u8;
        var size = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(size, (ushort)(exif.Length + 2));
        return [0xff, 0xd8, 0xff, 0xe1, .. size, .. exif, .. plain.AsSpan(2)];
    }

    /// <summary>The head of a PNG that claims these dimensions, and nothing behind it.</summary>
    static byte[] Png(int width, int height)
    {
        var head = new byte[17];
        "IHDR"u8.CopyTo(head);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(8), height);
        (head[12], head[13]) = (8, 6);
        var sum = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(sum, Crc(head));
        return [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, .. head, .. sum];
    }

    static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xedb88320 : crc >> 1;
        }

        return ~crc;
    }
}
