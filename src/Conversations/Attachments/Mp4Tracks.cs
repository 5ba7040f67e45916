using System.Buffers.Binary;

namespace Charla.Conversations.Attachments;

/// <summary>
/// Tells a voice note from a film: phones record both as MP4 of the same brand, and only the handlers of its tracks,
/// somewhere in the <c>moov</c> box, say whether there is a picture.
/// </summary>
static class Mp4Tracks
{
    const int LargestMoov = 4 << 20;
    const int MostBoxes = 1000;

    public static FileType Refine(FileType type, Stream file)
    {
        if (type != FileType.Mp4 || Moov(file) is not { } moov)
            return type;
        return HasHandler(moov, "vide"u8) || !HasHandler(moov, "soun"u8) ? type : FileType.M4a;
    }

    static bool HasHandler(ReadOnlySpan<byte> moov, ReadOnlySpan<byte> handler)
    {
        // A hdlr box: its name, version and flags, four empty bytes, then the handler.
        for (var at = moov.IndexOf("hdlr"u8); at >= 0; at = moov.IndexOf("hdlr"u8))
        {
            if (moov.Length >= at + 16 && moov.Slice(at + 12, 4).SequenceEqual(handler))
                return true;
            moov = moov[(at + 4)..];
        }

        return false;
    }

    static byte[]? Moov(Stream file)
    {
        Span<byte> head = stackalloc byte[16];
        var at = 0L;
        for (var box = 0; box < MostBoxes && at + 8 <= file.Length; box++)
        {
            file.Position = at;
            var read = file.ReadAtLeast(head, 8, throwOnEndOfStream: false);
            long size = BinaryPrimitives.ReadUInt32BigEndian(head);
            if (size == 1 && read == 16)
                size = BinaryPrimitives.ReadInt64BigEndian(head[8..]);
            if (size < 8 || size > file.Length - at)
                return null;
            if (head[4..8].SequenceEqual("moov"u8))
            {
                var moov = new byte[Math.Min(size, LargestMoov)];
                file.Position = at;
                file.ReadExactly(moov);
                return moov;
            }

            at += size;
        }

        return null;
    }
}
