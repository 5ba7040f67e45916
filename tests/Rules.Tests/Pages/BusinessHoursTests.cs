using Charla.Pages.Contracts;
using Xunit.Sdk;

namespace Charla.Rules.Tests.Pages;

public sealed class BusinessHoursTests
{
    static readonly WeekHours Week = new(
        Mon: [new Span(7 * 60 + 30, 14 * 60), new Span(16 * 60, 20 * 60)],
        Tue: [new Span(0, Span.Day)],
        Wed: [new Span(22 * 60, 2 * 60)],
        Thu: [],
        Fri: [new Span(18 * 60, 3 * 60)],
        Sat: [new Span(0, 60), new Span(2 * 60 + 15, 2 * 60 + 45), new Span(20 * 60, 2 * 60 + 30)],
        Sun: [new Span(60, 3 * 60), new Span(2 * 60 + 30, 4 * 60), new Span(23 * 60, 30)]);

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-28T00:00Z")]
    [InlineData("Europe/Berlin", "2026-10-24T00:00Z")]
    [InlineData("America/New_York", "2026-03-07T12:00Z")]
    [InlineData("America/New_York", "2026-10-31T12:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-04-03T20:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-10-02T20:00Z")]
    [InlineData("Asia/Kathmandu", "2026-03-28T00:00Z")]
    [InlineData("America/Sao_Paulo", "2018-11-03T12:00Z")]
    [InlineData("America/Sao_Paulo", "2018-02-17T12:00Z")]
    public void Every_minute_around_a_change_of_the_clock_is_right(string zone, string from)
    {
        var start = DateTimeOffset.Parse(from, null);
        SpecialDay[] special = [new(DateOnly.FromDateTime(start.Date.AddDays(3)), "A long evening", [new Span(12 * 60, 60)])];
        var hours = new BusinessHours(zone, Week, special);
        var oracle = new Oracle(zone, start, days: 12, special);

        for (var minute = 0; minute < 4 * Span.Day; minute++)
        {
            var now = start.AddMinutes(minute);
            if (oracle.IsOpen(minute) != hours.IsOpen(now))
                throw new XunitException($"{now:u}: open is {hours.IsOpen(now)}");
            if (minute % 11 != 0)
                continue;
            Assert.Equal((now, oracle.Next(minute, toOpen: true)), (now, hours.NextOpening(now)));
            Assert.Equal((now, oracle.Next(minute, toOpen: false)), (now, hours.NextClosing(now)));
            var later = minute + (minute * 7 % (4 * Span.Day));
            Assert.Equal((now, oracle.OpenMinutes(minute, later)), (now, hours.OpenTimeBetween(now, start.AddMinutes(later)).TotalMinutes));
        }
    }

    [Fact]
    public void Without_hours_a_page_is_never_said_to_be_closed()
    {
        var hours = new BusinessHours("Europe/Berlin", WeekHours.None, [new SpecialDay(new DateOnly(2026, 12, 25), null, null)]);
        var now = new DateTimeOffset(2026, 12, 25, 3, 0, 0, TimeSpan.Zero);
        Assert.False(hours.IsSet);
        Assert.True(hours.IsOpen(now));
        Assert.Null(hours.NextOpening(now));
        Assert.Equal(TimeSpan.FromHours(2), hours.OpenTimeBetween(now, now.AddHours(2)));
    }

    [Fact]
    public void A_holiday_closes_the_day_but_not_the_night_that_reaches_into_it()
    {
        var hours = new BusinessHours("UTC", Week, [new SpecialDay(new DateOnly(2026, 3, 7), "Holiday", [])]);
        var saturday = new DateTimeOffset(2026, 3, 7, 0, 0, 0, TimeSpan.Zero);
        Assert.True(hours.IsOpen(saturday.AddHours(2)));
        Assert.False(hours.IsOpen(saturday.AddHours(3)));
        Assert.Equal(saturday.AddHours(25), hours.NextOpening(saturday.AddHours(3)));
    }

    [Fact]
    public void The_next_opening_after_a_long_holiday_is_found()
    {
        var closed = Enumerable.Range(0, 60).Select(day => new SpecialDay(new DateOnly(2026, 7, 1).AddDays(day), null, [])).ToList();
        var hours = new BusinessHours("Europe/Madrid", Week, closed);
        Assert.Equal(
            new DateTimeOffset(2026, 8, 30, 1, 0, 0, TimeSpan.FromHours(2)),
            hours.NextOpening(new DateTimeOffset(2026, 7, 2, 12, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void Open_around_the_clock_never_closes()
    {
        Span[] all = [new Span(0, Span.Day)];
        var hours = new BusinessHours("Europe/Berlin", new WeekHours(all, all, all, all, all, all, all), []);
        Assert.Null(hours.NextClosing(new DateTimeOffset(2026, 3, 28, 12, 0, 0, TimeSpan.Zero)));
    }

    /// <summary>Asks .NET's own zones what the clock on the wall shows, minute after minute, and looks it up.</summary>
    sealed class Oracle
    {
        readonly DateTimeOffset start;
        readonly bool[] open;

        public Oracle(string zone, DateTimeOffset start, int days, SpecialDay[] special)
        {
            this.start = start;
            var rules = TimeZoneInfo.FindSystemTimeZoneById(zone);
            open = [.. Enumerable.Range(0, days * Span.Day).Select(minute => LooksOpen(
                TimeZoneInfo.ConvertTime(start.AddMinutes(minute), rules).DateTime, special))];
        }

        public bool IsOpen(int minute) => open[minute];

        public DateTimeOffset? Next(int minute, bool toOpen)
        {
            for (var at = minute + 1; at < open.Length; at++)
            {
                if (open[at] == toOpen && open[at - 1] != toOpen)
                    return start.AddMinutes(at);
            }

            return null;
        }

        public double OpenMinutes(int from, int to) => open[from..to].Count(minute => minute);

        static bool LooksOpen(DateTime wall, SpecialDay[] special)
        {
            var minute = wall.TimeOfDay.TotalMinutes;
            var today = On(DateOnly.FromDateTime(wall), special);
            var yesterday = On(DateOnly.FromDateTime(wall).AddDays(-1), special);
            return today.Any(span => span.To > span.From ? minute >= span.From && minute < span.To : minute >= span.From)
                || yesterday.Any(span => span.To <= span.From && minute < span.To);
        }

        static IReadOnlyList<Span> On(DateOnly date, SpecialDay[] special) =>
            special.FirstOrDefault(day => day.Date == date)?.Spans ?? Week.On(date.DayOfWeek);
    }
}
