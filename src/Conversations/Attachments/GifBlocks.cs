namespace Charla.Conversations.Attachments;

/// <summary>
/// Walks the blocks of a GIF without drawing anything: counts its frames, and copies it without comments and without
/// what applications left in it. The loop count stays.
/// </summary>
static class GifBlocks
{
    const byte Extension = 0x21;
    const byte Image = 0x2C;
    const byte Trailer = 0x3B;
    const byte GraphicControl = 0xF9;
    const byte Application = 0xFF;

    /// <summary>Null when the blocks do not add up. Counting stops after <paramref name="atMost"/> and one more.</summary>
    public static int? CountFrames(ReadOnlySpan<byte> gif, int atMost) => Walk(gif, null, atMost);

    /// <summary>Null when the blocks do not add up.</summary>
    public static byte[]? Strip(ReadOnlySpan<byte> gif)
    {
        var kept = new MemoryStream(gif.Length);
        return Walk(gif, kept, int.MaxValue) is > 0 ? kept.ToArray() : null;
    }

    static int? Walk(ReadOnlySpan<byte> gif, MemoryStream? kept, int atMost)
    {
        if (gif.Length < 13)
            return null;
        var at = 13 + ColorTable(gif[10]);
        if (at > gif.Length)
            return null;
        kept?.Write(gif[..at]);
        var frames = 0;
        while (at < gif.Length && frames <= atMost)
        {
            var start = at;
            switch (gif[at])
            {
                case Trailer:
                    kept?.WriteByte(Trailer);
                    return frames;
                case Extension when at + 2 < gif.Length:
                    var label = gif[at + 1];
                    if (!SkipSubBlocks(gif, at + 2, out at))
                        return null;
                    if (label == GraphicControl || (label == Application && IsLoop(gif[start..at])))
                        kept?.Write(gif[start..at]);
                    break;
                case Image when at + 10 < gif.Length:
                    if (!SkipSubBlocks(gif, at + 11 + ColorTable(gif[at + 9]), out at))
                        return null;
                    kept?.Write(gif[start..at]);
                    frames++;
                    break;
                default:
                    return null;
            }
        }

        // Many writers forget the trailer.
        kept?.WriteByte(Trailer);
        return frames;
    }

    static int ColorTable(byte packed) => (packed & 0x80) == 0 ? 0 : 3 << ((packed & 7) + 1);

    static bool IsLoop(ReadOnlySpan<byte> block) =>
        block.Length > 14 && (block[3..14].SequenceEqual("NETSCAPE2.0"u8) || block[3..14].SequenceEqual("ANIMEXTS1.0"u8));

    static bool SkipSubBlocks(ReadOnlySpan<byte> gif, int at, out int end)
    {
        while (at < gif.Length && gif[at] != 0)
            at += 1 + gif[at];
        end = at + 1;
        return at < gif.Length;
    }
}
