using NodaTime;
using NodaTime.Extensions;

namespace Charla.Pages.Contracts;

/// <summary>
/// When a page is open, by the wall clock of its zone. A minute is open when the clock on the wall then lies in a span
/// of that day, or in a span of the day before that goes on past midnight; a special day replaces its weekday. An hour
/// that the clock shows twice is open twice, one that it skips is not there. NodaTime and not TimeZoneInfo, because
/// the rules of all zones then come with the program, the same on every machine.
/// </summary>
public sealed class BusinessHours
{
    const int DaysAhead = 400;

    readonly DateTimeZone zone;
    readonly WeekHours week;
    readonly Dictionary<LocalDate, IReadOnlyList<Span>> special;

    public BusinessHours(string timeZone, WeekHours week, IReadOnlyList<SpecialDay> specialDays)
    {
        zone = Zones.Find(timeZone) ?? DateTimeZone.Utc;
        this.week = week;
        special = [];
        foreach (var day in specialDays)
            special[day.Date.ToLocalDate()] = day.Hours;
    }

    /// <summary>False when nobody entered hours: then there is no closing and nothing to say about it.</summary>
    public bool IsSet => week.IsSet || special.Values.Any(spans => spans.Count > 0);

    public bool IsOpen(DateTimeOffset instant) => !IsSet || IsOpenAt(instant.ToInstant());

    /// <summary>The next moment, after now, at which a closed page opens; null when it is not in sight.</summary>
    public DateTimeOffset? NextOpening(DateTimeOffset now) => IsSet ? NextChange(now, toOpen: true) : null;

    /// <summary>The next moment, after now, at which an open page closes; null when it never does.</summary>
    public DateTimeOffset? NextClosing(DateTimeOffset now) => IsSet ? NextChange(now, toOpen: false) : null;

    /// <summary>How much of the time between two moments the page was open.</summary>
    public TimeSpan OpenTimeBetween(DateTimeOffset from, DateTimeOffset to)
    {
        if (to <= from)
            return TimeSpan.Zero;
        if (!IsSet)
            return to - from;
        var (start, end) = (from.ToInstant(), to.ToInstant());
        var open = Duration.Zero;
        var previous = start;
        foreach (var edge in Edges(DateIn(start), DateIn(end)).Where(edge => edge > start && edge < end).Append(end))
        {
            if (IsOpenAt(previous))
                open += edge - previous;
            previous = edge;
        }

        return open.ToTimeSpan();
    }

    /// <summary>The spans of a date: a special day's own, else its weekday's.</summary>
    public IReadOnlyList<Span> On(DateOnly date) => On(date.ToLocalDate());

    /// <summary>The date on the page's own calendar.</summary>
    public DateOnly DateOf(DateTimeOffset instant) => DateIn(instant.ToInstant()).ToDateOnly();

    /// <summary>The time on the page's own wall.</summary>
    public DateTime LocalTimeOf(DateTimeOffset instant) => instant.ToInstant().InZone(zone).ToDateTimeUnspecified();

    IReadOnlyList<Span> On(LocalDate date) =>
        special.TryGetValue(date, out var spans) ? spans : week.On(date.DayOfWeek.ToDayOfWeek());

    bool IsOpenAt(Instant instant)
    {
        var local = instant.InZone(zone).LocalDateTime;
        var minute = (local.Hour * 60) + local.Minute;
        foreach (var span in On(local.Date))
        {
            if (minute >= span.From && minute < span.End)
                return true;
        }

        foreach (var span in On(local.Date.PlusDays(-1)))
        {
            if (minute + Span.Day < span.End)
                return true;
        }

        return false;
    }

    DateTimeOffset? NextChange(DateTimeOffset now, bool toOpen)
    {
        var start = now.ToInstant();
        var wasOpen = IsOpenAt(start);
        var first = DateIn(start);
        for (var day = 0; day <= DaysAhead; day += 7)
        {
            foreach (var edge in Edges(first.PlusDays(day), first.PlusDays(day + 6)))
            {
                if (edge <= start)
                    continue;
                var isOpen = IsOpenAt(edge);
                if (isOpen == toOpen && wasOpen != toOpen)
                    return edge.ToDateTimeOffset();
                wasOpen = isOpen;
            }
        }

        return null;
    }

    LocalDate DateIn(Instant instant) => instant.InZone(zone).Date;

    /// <summary>
    /// All moments of the dates, in order, at which the answer may change: spans' ends, and the clock being moved.
    /// </summary>
    List<Instant> Edges(LocalDate first, LocalDate last)
    {
        var (start, end) = (zone.AtStartOfDay(first).ToInstant(), zone.AtStartOfDay(last.PlusDays(1)).ToInstant());
        var edges = new SortedSet<Instant>(zone.GetZoneIntervals(start, end)
            .Where(interval => interval.HasStart)
            .Select(interval => interval.Start));
        for (var date = first.PlusDays(-1); date <= last; date = date.PlusDays(1))
        {
            foreach (var span in On(date))
            {
                Add(edges, date, span.From);
                Add(edges, date, span.End);
            }
        }

        return [.. edges.Where(edge => edge >= start && edge < end)];
    }

    void Add(SortedSet<Instant> edges, LocalDate date, int minutes)
    {
        var local = date.PlusDays(minutes / Span.Day).AtMidnight().PlusMinutes(minutes % Span.Day);
        var mapping = zone.MapLocal(local);
        if (mapping.Count == 0)
            return;
        edges.Add(mapping.First().ToInstant());
        edges.Add(mapping.Last().ToInstant());
    }
}
