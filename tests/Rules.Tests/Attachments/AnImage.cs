using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using SkiaSharp;

namespace Charla.Rules.Tests.Attachments;

/// <summary>Makes images for tests, friendly and hostile ones.</summary>
static class AnImage
{
    /// <summary>Red on the left half, blue on the right.</summary>
    public static byte[] Of(int width, int height, SKEncodedImageFormat format = SKEncodedImageFormat.Jpeg)
    {
        using var bitmap = new SKBitmap(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.Red);
        using var blue = new SKPaint { Color = SKColors.Blue };
        canvas.DrawRect(width / 2f, 0, width, height, blue);
        return bitmap.Encode(format, 90).ToArray();
    }

    /// <summary>The JPEG with an EXIF block: how it was held, and where it was taken.</summary>
    public static byte[] WithExif(byte[] jpeg, ushort orientation, string place)
    {
        var text = Encoding.ASCII.GetBytes(place + "\0");
        var tiff = new List<byte>([.. "II*\0"u8, 8, 0, 0, 0]);
        tiff.AddRange([3, 0]);
        tiff.AddRange(Tag(0x0112, 3, 1, orientation));
        tiff.AddRange(Tag(0x010E, 2, (uint)text.Length, 8 + 2 + (3 * 12) + 4));
        tiff.AddRange(Tag(0x8825, 4, 1, (uint)(8 + 2 + (3 * 12) + 4 + text.Length)));
        tiff.AddRange(new byte[4]);
        tiff.AddRange(text);
        tiff.AddRange([1, 0]);
        tiff.AddRange(Tag(0x0001, 2, 2, 'N'));
        tiff.AddRange(new byte[4]);
        byte[] content = [.. "Exif\0\0"u8, .. tiff];
        byte[] segment = [0xFF, 0xE1, 0, 0, .. content];
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(2), (ushort)(content.Length + 2));
        byte[] comment = [0xFF, 0xFE, 0, (byte)(place.Length + 2), .. Encoding.ASCII.GetBytes(place)];
        return [.. jpeg[..2], .. segment, .. comment, .. jpeg[2..]];
    }

    /// <summary>A PNG whose header promises this size and whose data holds next to nothing.</summary>
    public static byte[] PngPromising(uint width, uint height)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteUInt32BigEndian(header, width);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        header[9] = 2;
        return
        [
            0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A,
            .. Chunk("IHDR", header),
            .. Chunk("IDAT", [0x78, 0x9C, 0x63, 0, 0, 0, 1, 0, 1]),
            .. Chunk("IEND", []),
        ];
    }

    /// <summary>A GIF of one point with so many frames, a comment and what an application left.</summary>
    public static byte[] Gif(int frames)
    {
        var gif = new List<byte>([.. "GIF89a"u8, 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255]);
        gif.AddRange([0x21, 0xFF, 11, .. "NETSCAPE2.0"u8, 3, 1, 0, 0, 0]);
        gif.AddRange([0x21, 0xFF, 11, .. "XMP DataXMP"u8, 6, .. "secret"u8, 0]);
        gif.AddRange([0x21, 0xFE, 6, .. "secret"u8, 0]);
        for (var frame = 0; frame < frames; frame++)
            gif.AddRange([0x21, 0xF9, 4, 0, 10, 0, 0, 0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0]);
        gif.Add(0x3B);
        return [.. gif];
    }

    /// <summary>A moving WebP of two frames with EXIF and XMP.</summary>
    public static byte[] MovingWebP()
    {
        var still = Of(2, 2, SKEncodedImageFormat.Webp)[12..];
        byte[] frame = [.. new byte[6], 1, 0, 0, 1, 0, 0, 100, 0, 0, 0, .. still];
        byte[] chunks =
        [
            .. "WEBP"u8,
            .. Riff("VP8X", [0x02 | 0x08 | 0x04, 0, 0, 0, 1, 0, 0, 1, 0, 0]),
            .. Riff("ANIM", [0, 0, 0, 0, 0, 0]),
            .. Riff("ANMF", frame),
            .. Riff("ANMF", frame),
            .. Riff("EXIF", "secret"u8.ToArray()),
            .. Riff("XMP ", "secret"u8.ToArray()),
        ];
        return Riff("RIFF", chunks);
    }

    static byte[] Riff(string name, byte[] content)
    {
        byte[] chunk = [.. Encoding.ASCII.GetBytes(name), 0, 0, 0, 0, .. content, .. new byte[content.Length & 1]];
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan(4), (uint)content.Length);
        return chunk;
    }

    static byte[] Chunk(string name, byte[] content)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(name), .. content];
        byte[] chunk = [0, 0, 0, 0, .. body, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32BigEndian(chunk, (uint)content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Crc32.HashToUInt32(body));
        return chunk;
    }

    static byte[] Tag(ushort tag, ushort type, uint count, uint value)
    {
        var bytes = new byte[12];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, tag);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2), type);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), count);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), value);
        return bytes;
    }
}
