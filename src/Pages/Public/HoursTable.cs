using Charla.Pages.Contracts;

namespace Charla.Pages.Public;

/// <summary>One line of the table of hours: a day, or several in a row with the same times.</summary>
sealed record HoursRow(string Days, string Times, bool IsToday);

static class HoursTable
{
    static readonly DayOfWeek[] Week =
    [
        DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday,
        DayOfWeek.Saturday, DayOfWeek.Sunday,
    ];

    /// <summary>The week in as few lines as tell it all; today always has its own.</summary>
    public static IReadOnlyList<HoursRow> Of(WeekHours hours, DayOfWeek today, PageTexts texts)
    {
        var rows = new List<HoursRow>();
        for (var first = 0; first < Week.Length;)
        {
            var last = first;
            while (Week[first] != today && last + 1 < Week.Length && Week[last + 1] != today
                && hours.On(Week[last + 1]).SequenceEqual(hours.On(Week[first])))
            {
                last++;
            }

            var days = first == last
                ? Name(Week[first], texts)
                : texts.Say(texts.DaysFromTo, Name(Week[first], texts), texts.Culture.DateTimeFormat.GetDayName(Week[last]));
            var isToday = Week[first] == today;
            rows.Add(new HoursRow(isToday ? texts.Say(texts.Today, days) : days, Times(hours.On(Week[first]), texts), isToday));
            first = last + 1;
        }

        return rows;
    }

    public static string Times(IReadOnlyList<Span> spans, PageTexts texts) =>
        spans.Count == 0 ? texts.ClosedThatDay
        : spans is [{ From: 0, To: Span.Day }] ? texts.AllDay
        : string.Join(", ", spans.OrderBy(span => span.From).Select(span =>
            $"{OpeningWords.Clock(span.From)} – {OpeningWords.Clock(span.To % Span.Day)}"));

    static string Name(DayOfWeek day, PageTexts texts)
    {
        var name = texts.Culture.DateTimeFormat.GetDayName(day);
        return char.ToUpper(name[0], texts.Culture) + name[1..];
    }
}
