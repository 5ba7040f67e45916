using Charla.Platform.Webhooks;

namespace Charla.Rules.Tests.Platform;

public sealed class RetryPlanTests
{
    [Fact]
    public void Twelve_attempts_are_made_over_72_hours()
    {
        var waits = Enumerable.Range(1, RetryPlan.MostAttempts - 1).Select(attempts => RetryPlan.WaitAfter(attempts, 0.5, null)!.Value).ToList();
        Assert.Equal(12, RetryPlan.MostAttempts);
        Assert.Equal(TimeSpan.FromSeconds(5), waits[0]);
        Assert.Equal(waits.Order(), waits);
        Assert.InRange(waits.Aggregate((one, other) => one + other), TimeSpan.FromHours(71), TimeSpan.FromHours(73));
        Assert.Null(RetryPlan.WaitAfter(12, 0.5, TimeSpan.FromHours(1)));
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 6)]
    public void Chance_spreads_retries_by_a_fifth(double chance, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryPlan.WaitAfter(1, chance, null));

    [Fact]
    public void A_receivers_wish_is_granted_up_to_a_day()
    {
        Assert.Equal(TimeSpan.FromMinutes(3), RetryPlan.WaitAfter(1, 0.5, TimeSpan.FromMinutes(3)));
        Assert.Equal(TimeSpan.FromSeconds(5), RetryPlan.WaitAfter(1, 0.5, TimeSpan.FromSeconds(1)));
        Assert.Equal(TimeSpan.FromHours(24), RetryPlan.WaitAfter(1, 0.5, TimeSpan.FromDays(300)));
    }
}
