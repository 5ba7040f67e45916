namespace Charla.Pages.Public;

/// <summary>Says kindly, in the visitor's language first and then in the others, that there is no such page.</summary>
static class MissingPage
{
    public static Markup Of(PageTexts texts) => Markup.Of($"""
        <!doctype html>
        <html lang="{texts.Language}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="robots" content="noindex">
        <title>{texts.NothingHere}</title>
        <link rel="stylesheet" href="{PageStyle.Url}">
        </head>
        <body class="missing">
        <div class="awning" aria-hidden="true"></div>
        <div class="street" aria-hidden="true">{Drawings.Window}</div>
        <main class="sheet"><div class="col"><div>
        <h1>{texts.NothingHere}</h1><p class="lead">{texts.NothingHereMore}</p>
        </div>
        {Markup.Join(PageTexts.All.Where(other => other != texts).Select(other => Markup.Of($"""
            <div lang="{other.Language}"><h2>{other.NothingHere}</h2><p>{other.NothingHereMore}</p></div>
            """)))}
        </div></main>
        </body>
        </html>
        """);
}
