using System.Globalization;
using Charla.FrontDesk;
using Charla.Pages.Contracts;

namespace Charla.Rules.Tests.FrontDesk;

public sealed class SpokenTests
{
    [Theory]
    [InlineData("2026-11-20T22:00", "2026-11-23T09:00", "en", "Monday 9:00")]
    [InlineData("2026-11-20T22:00", "2026-11-23T09:00", "es", "el lunes a las 9:00")]
    [InlineData("2026-11-20T22:00", "2026-11-21T07:30", "en", "tomorrow 7:30")]
    [InlineData("2026-11-20T22:00", "2026-11-21T07:30", "es-MX", "mañana a las 7:30")]
    [InlineData("2026-11-20T12:00", "2026-11-20T13:00", "es", "hoy a las 13:00")]
    [InlineData("2026-11-20T00:10", "2026-11-20T01:00", "es", "hoy a la 1:00")]
    [InlineData("2026-11-20T12:00", "2026-11-20T16:30", "en", "today 16:30")]
    [InlineData("2026-11-20T12:00", "2026-12-07T09:00", "en", "Monday 7 December 9:00")]
    [InlineData("2026-11-20T12:00", "2026-12-07T09:00", "es", "el lunes 7 de diciembre a las 9:00")]
    [InlineData("2026-11-20T12:00", "2026-11-23T09:00", "fr", "lundi 9:00")]
    public void A_moment_is_said_as_seen_from_now(string now, string then, string language, string said) =>
        Assert.Equal(said, Spoken.Moment(On(then), On(now), language));

    [Theory]
    [InlineData(20, "en", "usually within a minute")]
    [InlineData(341, "en", "usually within 6 minutes")]
    [InlineData(360, "es", "normalmente en 6 minutos")]
    [InlineData(3_600, "en", "usually within 60 minutes")]
    [InlineData(3_700, "en", "usually within 2 hours")]
    [InlineData(7_000, "es", "normalmente en 2 horas")]
    [InlineData(341, "fr", "≤ 6 min")]
    public void The_usual_reply_is_never_said_shorter_than_it_is(int seconds, string language, string said) =>
        Assert.Equal(said, Spoken.UsualReply(TimeSpan.FromSeconds(seconds), language));

    [Fact]
    public void Hours_are_joined_by_a_word()
    {
        Span morning = new(450, 780), evening = new(960, 1200);
        Assert.Equal("7:30–13:00 and 16:00–20:00", Spoken.Hours([morning, evening], "en"));
        Assert.Equal("7:30–13:00 y 16:00–20:00", Spoken.Hours([morning, evening], "es"));
        Assert.Equal("7:30–13:00", Spoken.Hours([morning], "es"));
        Assert.Equal("cerrado", Spoken.Hours([], "es"));
    }

    static DateTime On(string local) => DateTime.Parse(local, CultureInfo.InvariantCulture);
}
