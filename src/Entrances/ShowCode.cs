using System.Globalization;
using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.Pages.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Entrances;

/// <summary>The code that opens the chat of a page, with or without a ref, to show or to print.</summary>
static class ShowCode
{
    const int SmallestSize = 100;
    const int LargestSize = 2_000;
    const int UsualSize = 1_000;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/p/{handle}/code.svg", Svg);
        app.MapGet("/p/{handle}/code.png", Png);
    }

    static async Task<IResult> Svg(string handle, string? @ref, HttpContext http, Drawer drawer)
    {
        var code = await drawer.Find(handle, @ref, http);
        if (!code.IsAccepted)
            return code.Refusal.ToHttp();
        Headers(http, "public, max-age=300");
        return TypedResults.Text(CodeDrawing.Svg(code.Value.Shape, code.Value.Heart), "image/svg+xml");
    }

    static async Task<IResult> Png(string handle, string? @ref, string? size, HttpContext http, Drawer drawer)
    {
        if (SizeOf(size) is not { } points)
            return Refusal.Invalid("size", $"size is {SmallestSize} to {LargestSize} points.").ToHttp();
        var code = await drawer.Find(handle, @ref, http);
        if (!code.IsAccepted)
            return code.Refusal.ToHttp();
        Headers(http, "public, max-age=300");
        return TypedResults.Bytes(CodeDrawing.Png(code.Value.Shape, code.Value.Heart, points), "image/png");
    }

    static int? SizeOf(string? size)
    {
        if (string.IsNullOrEmpty(size))
            return UsualSize;
        return int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var points)
            && points is >= SmallestSize and <= LargestSize
                ? points
                : null;
    }

    internal static void Headers(HttpContext http, string caching)
    {
        var headers = http.Response.Headers;
        headers.CacheControl = caching;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; img-src data:; sandbox";
    }

    internal sealed record Code(CodeShape Shape, CodeHeart Heart);

    /// <summary>Finds what a code shows: the address it opens and the page's heart.</summary>
    internal sealed class Drawer(PageDirectory pages, PagePictures pictures, PublicAddress address, Limits limits)
    {
        public async Task<Outcome<Code>> Find(string handle, string? @ref, HttpContext http)
        {
            if (EntranceRef.Check(@ref) is { } malformed)
                return malformed;
            if (limits.Take("code", http, 120, TimeSpan.FromMinutes(1)) is { } tooMany)
                return tooMany;
            if (await pages.FindByHandle(handle) is not { } page)
                return Refusal.NotFound;
            if (CodeShape.Of(address.Of(http, EntranceRef.ChatPath(page.Handle, @ref))) is not { } shape)
                return EntranceRefusals.AddressTooLong;
            var picture = page.PictureVersion is null ? null : await pictures.Find(page.Id);
            return new Code(shape, new CodeHeart(page.Brand, page.Name, picture));
        }
    }
}
