namespace Charla.Pages.Contracts;

/// <summary>The opening times of an ordinary week.</summary>
public sealed record WeekHours(
    IReadOnlyList<Span>? Mon = null,
    IReadOnlyList<Span>? Tue = null,
    IReadOnlyList<Span>? Wed = null,
    IReadOnlyList<Span>? Thu = null,
    IReadOnlyList<Span>? Fri = null,
    IReadOnlyList<Span>? Sat = null,
    IReadOnlyList<Span>? Sun = null)
{
    public static readonly WeekHours None = new();

    public IReadOnlyList<Span> On(DayOfWeek day) => day switch
    {
        DayOfWeek.Monday => Mon,
        DayOfWeek.Tuesday => Tue,
        DayOfWeek.Wednesday => Wed,
        DayOfWeek.Thursday => Thu,
        DayOfWeek.Friday => Fri,
        DayOfWeek.Saturday => Sat,
        DayOfWeek.Sunday => Sun,
    } ?? [];

    /// <summary>Whether any day has opening times; a page without any is never said to be closed.</summary>
    public bool IsSet => Enum.GetValues<DayOfWeek>().Any(day => On(day).Count > 0);
}

/// <summary>A date with times of its own: a holiday (no spans) or a long evening.</summary>
public sealed record SpecialDay(DateOnly Date, string? Name, IReadOnlyList<Span>? Spans)
{
    public IReadOnlyList<Span> Hours => Spans ?? [];
}
