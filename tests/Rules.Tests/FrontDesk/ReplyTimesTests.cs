using Charla.FrontDesk;

namespace Charla.Rules.Tests.FrontDesk;

public sealed class ReplyTimesTests
{
    [Theory]
    [InlineData(new[] { 5 }, 5.0)]
    [InlineData(new[] { 90, 1, 6 }, 6.0)]
    [InlineData(new[] { 8, 2, 4, 100 }, 6.0)]
    public void The_median_is_the_middle_wait(int[] minutes, double median) =>
        Assert.Equal(TimeSpan.FromMinutes(median), ReplyTimes.Median([.. minutes.Select(wait => TimeSpan.FromMinutes(wait))]));

    [Fact]
    public void Without_waits_nothing_is_claimed() => Assert.Null(ReplyTimes.Median([]));
}
