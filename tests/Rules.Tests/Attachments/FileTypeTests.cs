using System.Buffers.Binary;
using System.Text;
using Charla.Conversations.Attachments;

namespace Charla.Rules.Tests.Attachments;

public sealed class FileTypeTests
{
    public static TheoryData<string, string> Known => new()
    {
        { "FFD8FFE000104A464946", "image/jpeg" },
        { "89504E470D0A1A0A0000000D49484452", "image/png" },
        { Hex("GIF89a\x01\0\x01\0"), "image/gif" },
        { Hex("GIF87a\x01\0\x01\0"), "image/gif" },
        { Hex("RIFF\x10\0\0\0WEBPVP8 "), "image/webp" },
        { Hex("RIFF\x10\0\0\0WAVEfmt "), "audio/wav" },
        { Hex("\0\0\0\x18" + "ftypheic\0\0\0\0"), "image/heic" },
        { Hex("\0\0\0\x18" + "ftypM4A \0\0\0\0"), "audio/mp4" },
        { Hex("\0\0\0\x18" + "ftypisom\0\0\0\0"), "video/mp4" },
        { Hex("\0\0\0\x18" + "ftypqt  \0\0\0\0"), "video/quicktime" },
        { Hex("ID3\x03\0\0\0\0\0\0"), "audio/mpeg" },
        { "FFFB9064", "audio/mpeg" },
        { Hex("OggS\0\x02") + "0000000000000000" + Hex("OpusHead"), "audio/ogg" },
        { "1A45DFA3" + Hex("\x01\x02\x42\x82\x84webm") + Hex("V_VP9"), "video/webm" },
        { "1A45DFA3" + Hex("\x01\x02\x42\x82\x84webm") + Hex("A_OPUS"), "audio/webm" },
        { "1A45DFA3" + Hex("matroska"), "application/octet-stream" },
        { Hex("\0\0\0\x18" + "ftypavif\0\0\0\0"), "application/octet-stream" },
        { Hex("OggS\0\x02theora"), "application/octet-stream" },
        { "FFFE41004200", "application/octet-stream" },
        { "FFF15080", "application/octet-stream" },
        { Hex("%PDF-1.7"), "application/octet-stream" },
        { Hex("PK\x03\x04"), "application/octet-stream" },
        { Hex("MZ"), "application/octet-stream" },
        { Hex("<!doctype html>"), "application/octet-stream" },
        { Hex("<html>"), "application/octet-stream" },
        { Hex("<svg xmlns=\"http://www.w3.org/2000/svg\">"), "application/octet-stream" },
        { Hex("<?xml version=\"1.0\"?><svg/>"), "application/octet-stream" },
        { Hex("\uFEFF<svg/>"), "application/octet-stream" },
        { Hex("hello"), "application/octet-stream" },
        { "FF", "application/octet-stream" },
        { "", "application/octet-stream" },
    };

    [Theory, MemberData(nameof(Known))]
    public void The_first_bytes_decide(string hex, string mime) =>
        Assert.Equal(mime, FileType.Of(Convert.FromHexString(hex)).Mime);

    [Theory, InlineData("soun", "audio/mp4"), InlineData("vide", "video/mp4"), InlineData("text", "video/mp4")]
    public void A_film_without_a_picture_is_a_voice_note(string handler, string mime)
    {
        var hdlr = Box("hdlr", [.. new byte[8], .. Encoding.ASCII.GetBytes(handler), .. new byte[12]]);
        using var file = new MemoryStream(
        [
            .. Box("ftyp", "isom"u8.ToArray()),
            .. Box("mdat", new byte[5000]),
            .. Box("moov", Box("trak", Box("mdia", hdlr))),
        ]);

        Assert.Equal(mime, Mp4Tracks.Refine(FileType.Mp4, file).Mime);
    }

    [Fact]
    public void Boxes_that_lie_about_their_length_end_the_search()
    {
        foreach (var size in (uint[])[0, 1, 7, uint.MaxValue])
        {
            var bytes = Box("free", new byte[32]);
            BinaryPrimitives.WriteUInt32BigEndian(bytes, size);
            Assert.Equal(FileType.Mp4, Mp4Tracks.Refine(FileType.Mp4, new MemoryStream(bytes)));
        }
    }

    static byte[] Box(string name, byte[] content)
    {
        byte[] box = [0, 0, 0, 0, .. Encoding.ASCII.GetBytes(name), .. content];
        BinaryPrimitives.WriteUInt32BigEndian(box, (uint)box.Length);
        return box;
    }

    static string Hex(string text) => Convert.ToHexString(
        text.Any(sign => sign > 0xFF) ? Encoding.UTF8.GetBytes(text) : Encoding.Latin1.GetBytes(text));
}
