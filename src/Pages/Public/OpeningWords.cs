using System.Globalization;
using Charla.Pages.Contracts;

namespace Charla.Pages.Public;

/// <summary>Says when the shop is open, in the shop's own time and the visitor's language.</summary>
/// <param name="State">"Open now" or "Closed".</param>
/// <param name="Next">"closes 20:00", "opens Monday 9:00"; null when nothing is in sight.</param>
sealed record OpeningWords(bool IsOpen, string State, string? Next)
{
    public override string ToString() => Next is null ? State : $"{State} · {Next}";

    /// <summary>Null when the page has no hours.</summary>
    public static OpeningWords? Of(BusinessHours hours, DateTimeOffset now, PageTexts texts)
    {
        if (!hours.IsSet)
            return null;
        if (!hours.IsOpen(now))
        {
            return new OpeningWords(false, texts.Closed, hours.NextOpening(now) is { } opening
                ? texts.Say(texts.Opens, Moment(hours, now, opening, texts, soon: TimeSpan.Zero))
                : null);
        }

        return new OpeningWords(true, texts.OpenNow, hours.NextClosing(now) is { } closing
            ? texts.Say(texts.Closes, Moment(hours, now, closing, texts, soon: TimeSpan.FromHours(12)))
            : texts.AlwaysOpen);
    }

    public static string Clock(int minutes) =>
        string.Create(CultureInfo.InvariantCulture, $"{minutes / 60}:{minutes % 60:00}");

    /// <summary>
    /// A moment as one says it today: the time alone today and when it is soon, then tomorrow, a weekday, a date.
    /// </summary>
    static string Moment(BusinessHours hours, DateTimeOffset now, DateTimeOffset moment, PageTexts texts, TimeSpan soon)
    {
        var local = hours.LocalTimeOf(moment);
        var time = texts.Say(local.Hour == 1 ? texts.AtOne : texts.AtTime, Clock((local.Hour * 60) + local.Minute));
        var days = DateOnly.FromDateTime(local).DayNumber - hours.DateOf(now).DayNumber;
        if (days == 0 || moment - now < soon)
            return time;
        return days switch
        {
            1 => texts.Say(texts.Tomorrow, time),
            < 7 => texts.Say(texts.DayAndTime, texts.Culture.DateTimeFormat.GetDayName(local.DayOfWeek), time),
            _ => texts.Say(texts.DayAndTime, local.ToString(texts.DatePattern, texts.Culture), time),
        };
    }

    /// <summary>A usual reply time as one says it: minutes, then hours, then days.</summary>
    public static string Duration(TimeSpan time, PageTexts texts) => time switch
    {
        { TotalMinutes: < 60 } => texts.Say(texts.Minutes, Math.Max(1, (int)Math.Round(time.TotalMinutes))),
        { TotalHours: < 36 } => texts.Say(texts.Hours, (int)Math.Round(time.TotalHours)),
        _ => texts.Say(texts.Days, (int)Math.Round(time.TotalDays)),
    };
}
