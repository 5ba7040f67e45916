using System.Globalization;
using Charla.Pages.Contracts;

namespace Charla.Pages.Public;

/// <summary>What one visit of a public page shows.</summary>
/// <param name="Address">The installation's own address, without a path.</param>
/// <param name="Ref">Where the visitor comes from; goes on to the chat.</param>
sealed record PageVisit(
    Page Page, PageTexts Texts, DateTimeOffset Now, string Address, string? Ref, TimeSpan? UsualReply,
    IReadOnlyList<string> Questions, string Nonce);

/// <summary>Draws the public page: whole and readable without a script.</summary>
static class PageHtml
{
    const int SpecialDaysAhead = 21;

    public static Markup Of(PageVisit visit)
    {
        var (page, texts) = (visit.Page, visit.Texts);
        var about = Page.InLanguage(page.About, texts.Language, page.Locale);
        return Markup.Of($"""
            <!doctype html>
            <html lang="{texts.Language}">
            {Head(visit, about)}
            <body>
            <a class="skip" href="#talk">{texts.Skip}</a>
            <div class="awning" aria-hidden="true"></div>
            <div class="street" aria-hidden="true">{Drawings.Window}{Badge(page)}</div>
            <main class="sheet"><div class="col">
            <header class="hero"><div>
            <h1 class="name">{page.Name}</h1>
            {(about is null ? Markup.Nothing : Markup.Of($"""<p class="lead" lang="{Page.LanguageOf(page.About, texts.Language, page.Locale)}">{about}</p>"""))}
            {Now(visit)}
            {(page.Sample || page.Sandbox ? Markup.Of($"""<p class="sample">{(page.Sample ? texts.Sample : texts.Sandbox)}</p>""") : Markup.Nothing)}
            </div>
            <div class="talkbar" id="talk"><a class="message" href="{Chat(visit, null)}">{Drawings.Talk}{texts.Message}</a>
            <p class="tiny">{texts.NoAccount}</p></div></header>
            {Questions(visit)}
            {Aside(visit)}
            </div></main>
            <footer>{texts.Say(texts.MessagesGoTo, page.Name)} {texts.RunsOn}</footer>
            </body>
            </html>
            """);
    }

    static Markup Head(PageVisit visit, string? about)
    {
        var (page, texts) = (visit.Page, visit.Texts);
        var here = $"{visit.Address}/p/{page.Handle}";
        return Markup.Of($"""
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
            <meta name="color-scheme" content="light dark">
            <title>{page.Name}</title>
            <meta name="description" content="{about ?? texts.NoAccount}">
            <link rel="canonical" href="{here}">
            {Markup.Join(PageTexts.All.Select(other => Markup.Of($"""
                <link rel="alternate" hreflang="{other.Language}" href="{here}?lang={other.Language}">
                """)))}
            <link rel="alternate" hreflang="x-default" href="{here}">
            <meta property="og:type" content="website">
            <meta property="og:site_name" content="{page.Name}">
            <meta property="og:title" content="{page.Name}">
            <meta property="og:description" content="{about ?? texts.NoAccount}">
            <meta property="og:url" content="{here}">
            <meta property="og:locale" content="{texts.Culture.Name.Replace('-', '_')}">
            {(page.PictureUrl is { } picture
                ? Markup.Of($"""
                    <meta property="og:image" content="{visit.Address}{picture}">
                    <link rel="icon" href="{picture}&amp;size=96">
                    """)
                : Markup.Nothing)}
            <link rel="stylesheet" href="{PageStyle.Url}">
            <style nonce="{visit.Nonce}">{PageStyle.Brand(page.Brand)}</style>
            </head>
            """);
    }

    static Markup Badge(Page page) => page.PictureUrl is { } picture
        ? Markup.Of($"""<span class="badge"><img src="{picture}" alt="" width="512" height="512"></span>""")
        : Markup.Of($"""<span class="badge">{StringInfo.GetNextTextElement(page.Name).ToUpperInvariant()}</span>""");

    static Markup Now(PageVisit visit)
    {
        var (page, texts) = (visit.Page, visit.Texts);
        var opening = OpeningWords.Of(page.BusinessHours, visit.Now, texts) switch
        {
            null => Markup.Nothing,
            { IsOpen: true } open => Markup.Of($"""<span class="open">{Drawings.Door}{open.ToString()}</span>"""),
            { } closed => Markup.Of($"""<span>{Drawings.Moon}{closed.ToString()}</span>"""),
        };
        var reply = visit.UsualReply is { } usual
            ? Markup.Of($"""<span>{Drawings.Timer}{texts.Say(texts.UsualReply, OpeningWords.Duration(usual, texts))}</span>""")
            : Markup.Nothing;
        return Markup.Of($"""<p class="now">{opening}{reply}</p>""");
    }

    static Markup Questions(PageVisit visit) => visit.Questions.Count == 0
        ? Markup.Nothing
        : Markup.Of($"""
            <section class="ask"><h2>{visit.Texts.AskStraightAway}</h2><ul>
            {Markup.Join(visit.Questions.Select(question => Markup.Of($"""
                <li><a href="{Chat(visit, question)}"><span>{question}</span>{Drawings.Arrow}</a></li>
                """)))}
            </ul></section>
            """);

    static Markup Aside(PageVisit visit) => Markup.Of($"""<div class="side">{Hours(visit)}{FindUs(visit)}</div>""");

    static Markup Hours(PageVisit visit)
    {
        var (page, texts) = (visit.Page, visit.Texts);
        var hours = page.BusinessHours;
        if (!hours.IsSet)
            return Markup.Nothing;
        var today = hours.DateOf(visit.Now);
        var special = page.SpecialDays.Where(day => day.Date >= today && day.Date < today.AddDays(SpecialDaysAhead)).ToList();
        return Markup.Of($"""
            <section><h2 id="hours">{texts.OpeningHours}</h2><table aria-labelledby="hours"><tbody>
            {Markup.Join(HoursTable.Of(page.Hours, today.DayOfWeek, texts).Select(row => row.IsToday
                ? Markup.Of($"""<tr class="today"><th scope="row">{row.Days}</th><td>{row.Times}</td></tr>""")
                : Markup.Of($"""<tr><th scope="row">{row.Days}</th><td>{row.Times}</td></tr>""")))}
            </tbody></table>
            {(special.Count == 0 ? Markup.Nothing : Special(special, texts))}
            </section>
            """);
    }

    static Markup Special(IEnumerable<SpecialDay> days, PageTexts texts) => Markup.Of($"""
        <h3 id="special">{texts.SpecialDays}</h3><table aria-labelledby="special"><tbody>
        {Markup.Join(days.Select(day => Markup.Of($"""
            <tr><th scope="row">{day.Date.ToString(texts.DatePattern, texts.Culture)}{(day.Name is null ? "" : $", {day.Name}")}</th><td>{HoursTable.Times(day.Hours, texts)}</td></tr>
            """)))}
        </tbody></table>
        """);

    static Markup FindUs(PageVisit visit)
    {
        var (page, texts) = (visit.Page, visit.Texts);
        var facts = new List<Markup>();
        if (page.Address is { } address)
            facts.Add(Markup.Of($"""<li>{Drawings.Pin}<p>{address}</p></li>"""));
        if (page.Phone is { } phone)
            facts.Add(Markup.Of($"""<li>{Drawings.Phone}<p><a href="tel:{Dialled(phone)}">{phone}</a></p></li>"""));
        if (page.Locales.Count > 1)
        {
            facts.Add(Markup.Of(
                $"""<li>{Drawings.Languages}<div><p>{string.Join(", ", page.Locales.Select(OwnName))}</p><p class="more">{texts.WriteInAny}</p></div></li>"""));
        }

        return facts.Count == 0
            ? Markup.Nothing
            : Markup.Of($"""<section><h2>{texts.FindUs}</h2><ul class="facts">{Markup.Join(facts)}</ul></section>""");
    }

    static string Dialled(string phone) => string.Concat(phone.Where(sign => char.IsAsciiDigit(sign) || sign == '+'));

    static string OwnName(string tag)
    {
        try
        {
            return CultureInfo.GetCultureInfo(tag).NativeName;
        }
        catch (CultureNotFoundException)
        {
            return tag;
        }
    }

    static string Chat(PageVisit visit, string? text)
    {
        var query = new List<string>();
        if (visit.Ref is { } reference)
            query.Add($"ref={Uri.EscapeDataString(reference)}");
        if (text is not null)
            query.Add($"text={Uri.EscapeDataString(text)}");
        return $"/m/{visit.Page.Handle}{(query.Count == 0 ? "" : "?" + string.Join('&', query))}";
    }
}
