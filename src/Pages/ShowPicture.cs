using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.Pages.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Pages;

/// <summary>A page's picture, for everybody; its address changes with it, so it may be kept for ever.</summary>
static class ShowPicture
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/p/{handle}/picture", Handle);

    static async Task<IResult> Handle(string handle, string? v, string? size, PageDirectory pages, PageStore store, HttpContext http)
    {
        if (await pages.FindByHandle(handle) is not { PictureVersion: { } version } page
            || await store.Picture(page.Id, small: size == "96") is not { } picture)
        {
            return Refusal.NotFound.ToHttp();
        }

        var headers = http.Response.Headers;
        headers.CacheControl = v == version ? "public, max-age=31536000, immutable" : "public, max-age=60";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return TypedResults.Bytes(picture, "image/webp");
    }
}
