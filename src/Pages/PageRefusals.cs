using Charla.Kernel;

namespace Charla.Pages;

static class PageRefusals
{
    public static readonly Refusal HandleShape = new(
        "page.handle_shape",
        "A handle is 3 to 40 lower-case letters and digits, with single hyphens between them.",
        RefusalKind.Invalid,
        "handle");

    public static readonly Refusal HandleTaken = new(
        "page.handle_taken", "Another page has this handle.", RefusalKind.Conflict, "handle");

    public static readonly Refusal Picture = new(
        "picture.unreadable", "Send a PNG, JPEG, WebP or GIF picture.", RefusalKind.UnsupportedType, "file");

    public static readonly Refusal PictureTooLarge = new(
        "picture.too_large", "A picture has at most 10 MB and 40 million points.", RefusalKind.TooLarge, "file");

    public static readonly Refusal TooManyPages = new(
        "page.too_many", "A business has at most 100 pages.", RefusalKind.Conflict);
}
