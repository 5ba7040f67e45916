using Charla.Conversations.Cluster;

namespace Charla.Rules.Tests.Conversations;

public sealed class HomePlanTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(8, 1)]
    [InlineData(8, 3)]
    [InlineData(8, 20)]
    [InlineData(256, 7)]
    public void No_silo_has_more_than_its_share(int partitions, int silos)
    {
        var plan = HomePlan.Of(partitions, Silos(silos));
        Assert.Equal(partitions, plan.Length);
        Assert.True(plan.GroupBy(silo => silo).Max(homes => homes.Count()) <= (partitions + silos - 1) / silos);
    }

    [Fact]
    public void Every_silo_has_the_same_plan_however_it_heard_of_the_others() => Assert.Equal(
        HomePlan.Of(64, Silos(5)), HomePlan.Of(64, Silos(5).Reverse().Concat(Silos(2))));

    [Theory]
    [InlineData(64, 3)]
    [InlineData(256, 20)]
    public void When_a_silo_goes_few_homes_move_beside_its_own(int partitions, int silos)
    {
        var before = HomePlan.Of(partitions, Silos(silos));
        foreach (var gone in Silos(silos))
        {
            var after = HomePlan.Of(partitions, Silos(silos).Where(silo => silo != gone));
            var moved = Enumerable.Range(0, partitions).Count(partition => before[partition] != gone && before[partition] != after[partition]);
            Assert.True(moved <= partitions / 5, $"{moved} of {partitions} moved that were not at {gone}.");
        }
    }

    static IEnumerable<string> Silos(int count) => Enumerable.Range(1, count).Select(silo => $"10.0.0.{silo}:11111");
}
