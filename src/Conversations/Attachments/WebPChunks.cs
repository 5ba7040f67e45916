using System.Buffers.Binary;

namespace Charla.Conversations.Attachments;

/// <summary>
/// Walks the chunks of a WebP without drawing anything: counts its frames, and copies a moving one without EXIF, XMP,
/// colour profile and unknown chunks.
/// </summary>
static class WebPChunks
{
    const int Head = 12;
    const byte MetadataFlags = 0x20 | 0x08 | 0x04;

    /// <summary>One for an image that stands still; null when the chunks do not add up.</summary>
    public static int? CountFrames(ReadOnlySpan<byte> webp)
    {
        var frames = 0;
        for (var at = Head; at < webp.Length;)
        {
            if (!Chunk(webp, at, out var end))
                return null;
            if (webp.Slice(at, 4).SequenceEqual("ANMF"u8))
                frames++;
            at = end;
        }

        return Math.Max(frames, 1);
    }

    /// <summary>Null when the chunks do not add up.</summary>
    public static byte[]? Strip(ReadOnlySpan<byte> webp)
    {
        var kept = new byte[webp.Length];
        webp[..Head].CopyTo(kept);
        var length = Head;
        for (var at = Head; at < webp.Length;)
        {
            if (!Chunk(webp, at, out var end))
                return null;
            var chunk = webp[at..end];
            if (IsPicture(chunk[..4]))
            {
                chunk.CopyTo(kept.AsSpan(length));
                if (chunk[..4].SequenceEqual("VP8X"u8))
                    kept[length + 8] &= unchecked((byte)~MetadataFlags);
                length += chunk.Length;
            }

            at = end;
        }

        BinaryPrimitives.WriteUInt32LittleEndian(kept.AsSpan(4), (uint)(length - 8));
        return kept[..length];
    }

    static bool IsPicture(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("VP8X"u8) || name.SequenceEqual("ANIM"u8) || name.SequenceEqual("ANMF"u8)
        || name.SequenceEqual("VP8 "u8) || name.SequenceEqual("VP8L"u8) || name.SequenceEqual("ALPH"u8);

    /// <summary>Chunks are padded to an even length; the last one's pad may be missing.</summary>
    static bool Chunk(ReadOnlySpan<byte> webp, int at, out int end)
    {
        end = 0;
        if (at + 8 > webp.Length)
            return false;
        var size = BinaryPrimitives.ReadUInt32LittleEndian(webp[(at + 4)..]);
        if (size > webp.Length - at - 8)
            return false;
        end = Math.Min(webp.Length, at + 8 + (int)size + (int)(size & 1));
        return !(webp.Slice(at, 4).SequenceEqual("VP8X"u8) && size < 10);
    }
}
