using Charla.Conversations.Contracts;

namespace Charla.Conversations.Attachments;

/// <summary>What a file is. Only its own bytes decide, never its name or what the sender calls it.</summary>
/// <param name="Extensions">The endings its name may have, the usual one first; empty for any.</param>
sealed record FileType(AttachmentKind Kind, string Mime, params string[] Extensions)
{
    public static readonly FileType Jpeg = new(AttachmentKind.Image, "image/jpeg", ".jpg", ".jpeg");
    public static readonly FileType Png = new(AttachmentKind.Image, "image/png", ".png");
    public static readonly FileType Gif = new(AttachmentKind.Image, "image/gif", ".gif");
    public static readonly FileType WebP = new(AttachmentKind.Image, "image/webp", ".webp");
    public static readonly FileType Heic = new(AttachmentKind.File, "image/heic", ".heic", ".heif");
    public static readonly FileType Mp3 = new(AttachmentKind.Audio, "audio/mpeg", ".mp3");
    public static readonly FileType Ogg = new(AttachmentKind.Audio, "audio/ogg", ".ogg", ".oga", ".opus");
    public static readonly FileType M4a = new(AttachmentKind.Audio, "audio/mp4", ".m4a", ".mp4");
    public static readonly FileType Wav = new(AttachmentKind.Audio, "audio/wav", ".wav");
    public static readonly FileType WebMAudio = new(AttachmentKind.Audio, "audio/webm", ".webm", ".weba");
    public static readonly FileType Mp4 = new(AttachmentKind.Video, "video/mp4", ".mp4", ".m4v", ".3gp");
    public static readonly FileType WebM = new(AttachmentKind.Video, "video/webm", ".webm");
    public static readonly FileType Mov = new(AttachmentKind.Video, "video/quicktime", ".mov");

    /// <summary>Anything else: kept as it is, only ever downloaded.</summary>
    public static readonly FileType Opaque = new(AttachmentKind.File, "application/octet-stream");

    /// <summary>How many bytes from the start <see cref="Of"/> wants to see.</summary>
    public const int HeadLength = 4096;

    static ReadOnlySpan<byte> JpegStart => [0xFF, 0xD8, 0xFF];

    static ReadOnlySpan<byte> PngStart => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    static ReadOnlySpan<byte> MatroskaStart => [0x1A, 0x45, 0xDF, 0xA3];

    /// <param name="head">The first <see cref="HeadLength"/> bytes, or all of a shorter file.</param>
    public static FileType Of(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith(JpegStart))
            return Jpeg;
        if (head.StartsWith(PngStart))
            return Png;
        if (head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8))
            return Gif;
        if (head.Length >= 12 && head.StartsWith("RIFF"u8))
            return OfRiff(head[8..12]);
        if (head.Length >= 12 && head[4..8].SequenceEqual("ftyp"u8))
            return OfBrand(head[8..12]);
        if (head.StartsWith("OggS"u8))
            return IsOggAudio(head[..Math.Min(head.Length, 128)]) ? Ogg : Opaque;
        if (head.StartsWith(MatroskaStart))
            return OfMatroska(head);
        return head.StartsWith("ID3"u8) || IsMp3Frame(head) ? Mp3 : Opaque;
    }

    static FileType OfRiff(ReadOnlySpan<byte> form) =>
        form.SequenceEqual("WEBP"u8) ? WebP : form.SequenceEqual("WAVE"u8) ? Wav : Opaque;

    static FileType OfBrand(ReadOnlySpan<byte> brand) => System.Text.Encoding.ASCII.GetString(brand) switch
    {
        "heic" or "heix" or "heim" or "heis" or "hevc" or "hevx" or "hevm" or "hevs" or "mif1" or "msf1" => Heic,
        "M4A " or "M4B " => M4a,
        "qt  " => Mov,
        "isom" or "iso2" or "iso3" or "iso4" or "iso5" or "iso6" or "mp41" or "mp42" or "avc1" or "M4V " or "M4VH"
            or "MSNV" or "dash" or "3gp4" or "3gp5" or "3gp6" => Mp4,
        _ => Opaque,
    };

    static bool IsOggAudio(ReadOnlySpan<byte> page) =>
        page.IndexOf("OpusHead"u8) >= 0 || page.IndexOf("vorbis"u8) >= 0
        || page.IndexOf("Speex   "u8) >= 0 || page.IndexOf("FLAC"u8) >= 0;

    static FileType OfMatroska(ReadOnlySpan<byte> head) =>
        head[..Math.Min(head.Length, 64)].IndexOf("webm"u8) < 0 ? Opaque
        : head.IndexOf("V_VP8"u8) >= 0 || head.IndexOf("V_VP9"u8) >= 0 || head.IndexOf("V_AV1"u8) >= 0 ? WebM
        : head.IndexOf("A_OPUS"u8) >= 0 || head.IndexOf("A_VORBIS"u8) >= 0 ? WebMAudio
        : WebM;

    /// <summary>The eleven bits of a frame's start, layer III, and a bit rate and a sample rate that exist.</summary>
    static bool IsMp3Frame(ReadOnlySpan<byte> head) =>
        head.Length >= 4 && head[0] == 0xFF && (head[1] & 0xE6) == 0xE2 && (head[1] & 0x18) != 0x08
        && (head[2] & 0xF0) is not (0xF0 or 0x00) && (head[2] & 0x0C) != 0x0C;
}
