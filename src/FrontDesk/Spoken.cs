using System.Globalization;
using Charla.Pages.Contracts;

namespace Charla.FrontDesk;

/// <summary>
/// Times as a person says them, in the language of the text around them. English and Spanish have their own words;
/// other languages get their culture's day names and figures.
/// </summary>
static class Spoken
{
    /// <summary>"Monday 9:00", "el lunes a las 9:00": a moment as seen from now, both by the clock on the page's wall.</summary>
    public static string Moment(DateTime then, DateTime now, string language)
    {
        var days = (then.Date - now.Date).Days;
        return LocalText.Base(language) switch
        {
            "en" => $"{EnglishDay(then, days)} {Clock(then)}",
            "es" => $"{SpanishDay(then, days)} {(then.Hour == 1 ? "a la" : "a las")} {Clock(then)}",
            _ => $"{Day(then, days, Culture(language))} {Clock(then)}",
        };
    }

    /// <summary>"usually within 6 minutes": never less than was measured.</summary>
    public static string UsualReply(TimeSpan median, string language)
    {
        var minutes = (int)Math.Ceiling(median.TotalMinutes);
        var hours = (int)Math.Ceiling(median.TotalHours);
        return (LocalText.Base(language), minutes, hours) switch
        {
            ("en", <= 1, _) => "usually within a minute",
            ("en", <= 60, _) => $"usually within {minutes} minutes",
            ("en", _, _) => $"usually within {hours} hours",
            ("es", <= 1, _) => "normalmente en un minuto",
            ("es", <= 60, _) => $"normalmente en {minutes} minutos",
            ("es", _, _) => $"normalmente en {hours} horas",
            (_, <= 60, _) => $"≤ {Math.Max(minutes, 1)} min",
            _ => $"≤ {hours} h",
        };
    }

    /// <summary>"7:30–13:00 and 16:00–20:00", or the word for a day without opening.</summary>
    public static string Hours(IReadOnlyList<Span> spans, string language)
    {
        var words = spans.Select(span => $"{Clock(span.From)}–{Clock(span.To)}").ToList();
        var (closed, and) = LocalText.Base(language) switch
        {
            "en" => ("closed", " and "),
            "es" => ("cerrado", " y "),
            _ => ("–", ", "),
        };
        return words switch
        {
            [] => closed,
            [var only] => only,
            _ => string.Join(", ", words[..^1]) + and + words[^1],
        };
    }

    static string EnglishDay(DateTime then, int days) => days switch
    {
        0 => "today",
        1 => "tomorrow",
        _ => Day(then, days, Culture("en")),
    };

    static string SpanishDay(DateTime then, int days) => days switch
    {
        0 => "hoy",
        1 => "mañana",
        < 7 => $"el {Day(then, days, Culture("es"))}",
        _ => "el " + then.ToString("dddd d 'de' MMMM", Culture("es")),
    };

    static string Day(DateTime then, int days, CultureInfo culture) =>
        then.ToString(days < 7 ? "dddd" : "dddd d MMMM", culture);

    static string Clock(DateTime then) => then.ToString("H:mm", CultureInfo.InvariantCulture);

    static string Clock(int minutes) => string.Create(CultureInfo.InvariantCulture, $"{minutes / 60}:{minutes % 60:00}");

    static CultureInfo Culture(string language) => CultureInfo.GetCultureInfo(language);
}
