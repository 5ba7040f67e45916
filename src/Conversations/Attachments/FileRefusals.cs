using Charla.Kernel;

namespace Charla.Conversations.Attachments;

/// <summary>Every "no" to an upload.</summary>
static class FileRefusals
{
    public static readonly Refusal TooLarge =
        new("file.too_large", "A file holds at most 25 MB.", RefusalKind.TooLarge, "file");

    public static readonly Refusal Missing =
        new("file.missing", "Send one file as the multipart field named file.", RefusalKind.Invalid, "file");

    public static readonly Refusal Empty =
        new("file.empty", "This file is empty.", RefusalKind.Invalid, "file");

    public static readonly Refusal Malformed =
        new("file.malformed", "The upload ended early, or is no multipart body.", RefusalKind.Invalid, "file");

    public static readonly Refusal NotMultipart =
        new("content_type", "Send multipart/form-data with a boundary.", RefusalKind.UnsupportedType);

    public static readonly Refusal TooManyPixels =
        new("image.too_many_pixels", "An image has at most 50 million pixels.", RefusalKind.Invalid, "file");

    public static readonly Refusal TooManyFrames =
        new("image.too_many_frames", "A moving image has at most 200 frames.", RefusalKind.Invalid, "file");

    public static readonly Refusal TooManyScans =
        new("image.too_many_scans", "This image would take too long to draw.", RefusalKind.Invalid, "file");

    public static readonly Refusal Broken =
        new("image.broken", "This image is damaged.", RefusalKind.Invalid, "file");

    public static readonly Refusal TooMuchToday =
        new("file.quota", "You sent 200 MB today. More goes tomorrow.", RefusalKind.TooMany)
        {
            RetryAfter = TimeSpan.FromHours(1),
        };
}
