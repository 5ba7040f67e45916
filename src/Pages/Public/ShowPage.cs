using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Pages.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Charla.Pages.Public;

/// <summary>The public page of a business: <c>/p/{handle}</c>.</summary>
static class ShowPage
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/p/page.css", Style);
        app.MapGet("/p/{handle}", Handle);
    }

    static async Task<IResult> Handle(
        string handle, string? lang, string? @ref, HttpContext http, PageDirectory pages, UsualReplies replies,
        PageQuestions questions, PublicAddress address, TimeProvider clock)
    {
        if (await pages.FindByHandle(handle) is not { } page)
            return Html(http, MissingPage.Of(VisitorLanguage.Of(http, lang, null)), StatusCodes.Status404NotFound, null);
        var texts = VisitorLanguage.Of(http, lang, page.Locale);
        var nonce = Ids.NewSecret();
        var visit = new PageVisit(
            page, texts, clock.GetUtcNow(), address.Of(http, ""), IsRef(@ref) ? @ref : null,
            await replies.Ask(page.Id), await questions.Ask(page.Id, texts.Language), nonce);
        return Html(http, PageHtml.Of(visit), StatusCodes.Status200OK, nonce);
    }

    static ContentHttpResult Style(string? v, HttpContext http)
    {
        http.Response.Headers.CacheControl = v is null ? "no-cache" : "public, max-age=31536000, immutable";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Text(PageStyle.Sheet, "text/css");
    }

    static ContentHttpResult Html(HttpContext http, Markup html, int status, string? nonce)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy =
            $"default-src 'none'; img-src 'self'; style-src 'self'{(nonce is null ? "" : $" 'nonce-{nonce}'")}; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers.CacheControl = "no-cache";
        headers.Vary = "Accept-Language";
        return TypedResults.Text(html.ToString(), "text/html; charset=utf-8", statusCode: status);
    }

    static bool IsRef(string? reference) =>
        reference is { Length: > 0 and <= 2083 }
        && reference.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '_' or '=' or '-' or '.');
}
