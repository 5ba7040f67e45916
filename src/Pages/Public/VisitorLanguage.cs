using Microsoft.AspNetCore.Http;

namespace Charla.Pages.Public;

/// <summary>The language a visitor reads: the one asked for, else the browser's wishes, else the page's own, else English.</summary>
static class VisitorLanguage
{
    public static PageTexts Of(HttpContext http, string? asked, string? own) =>
        PageTexts.Find(asked)
        ?? http.Request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(wish => wish.Quality ?? 1)
            .Select(wish => PageTexts.Find(wish.Value.Value))
            .FirstOrDefault(texts => texts is not null)
        ?? PageTexts.Find(own)
        ?? PageTexts.English;
}
