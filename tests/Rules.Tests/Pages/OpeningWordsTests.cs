using Charla.Pages.Contracts;
using Charla.Pages.Public;

namespace Charla.Rules.Tests.Pages;

public sealed class OpeningWordsTests
{
    static readonly Span[] Day = [new Span(9 * 60, 20 * 60)];
    static readonly WeekHours Week = new(Mon: Day, Tue: Day, Wed: Day, Thu: Day, Fri: [new Span(18 * 60, 2 * 60)]);
    static readonly BusinessHours Hours = new("Europe/Berlin", Week, [new SpecialDay(new DateOnly(2026, 3, 9), null, [])]);

    [Theory]
    [InlineData("2026-03-03T10:00+01:00", "Open now · closes 20:00", "Abierto ahora · cierra a las 20:00")]
    [InlineData("2026-03-03T07:00+01:00", "Closed · opens 9:00", "Cerrado · abre a las 9:00")]
    [InlineData("2026-03-03T21:00+01:00", "Closed · opens tomorrow 9:00", "Cerrado · abre mañana a las 9:00")]
    [InlineData("2026-03-06T23:00+01:00", "Open now · closes 2:00", "Abierto ahora · cierra a las 2:00")]
    [InlineData("2026-03-07T12:00+01:00", "Closed · opens Tuesday 9:00", "Cerrado · abre el martes a las 9:00")]
    public void It_says_what_a_neighbour_would(string now, string english, string spanish)
    {
        var instant = DateTimeOffset.Parse(now, null);
        Assert.Equal(english, OpeningWords.Of(Hours, instant, PageTexts.English)!.ToString());
        Assert.Equal(spanish, OpeningWords.Of(Hours, instant, PageTexts.Spanish)!.ToString());
    }

    [Fact]
    public void Equal_days_share_a_line_but_today_has_its_own()
    {
        var rows = HoursTable.Of(Week, DayOfWeek.Tuesday, PageTexts.English);
        Assert.Equal(
            ["Monday", "Tuesday, today", "Wednesday to Thursday", "Friday", "Saturday to Sunday"], rows.Select(row => row.Days));
        Assert.Equal(["9:00 – 20:00", "9:00 – 20:00", "9:00 – 20:00", "18:00 – 2:00", "Closed"], rows.Select(row => row.Times));
        Assert.Equal("Miércoles a jueves", HoursTable.Of(Week, DayOfWeek.Tuesday, PageTexts.Spanish)[2].Days);
    }

    [Theory]
    [InlineData(20, "1 min")]
    [InlineData(360, "6 min")]
    [InlineData(7200, "2 h")]
    [InlineData(200_000, "2 d")]
    public void A_duration_is_rounded_to_what_people_say(int seconds, string words) =>
        Assert.Equal(words, OpeningWords.Duration(TimeSpan.FromSeconds(seconds), PageTexts.English));
}
