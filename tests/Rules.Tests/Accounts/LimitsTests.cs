using Charla.Accounts.Contracts;
using Microsoft.Extensions.Time.Testing;

namespace Charla.Rules.Tests.Accounts;

public sealed class LimitsTests
{
    readonly FakeTimeProvider clock = new();

    [Fact]
    public void After_the_permits_are_used_one_waits_until_the_window_ends()
    {
        var limits = new Limits(clock, relaxed: false);
        Assert.Null(limits.Take("sign_in", "ana", 2, TimeSpan.FromMinutes(1)));
        Assert.Null(limits.Take("sign_in", "ana", 2, TimeSpan.FromMinutes(1)));
        Assert.Equal(TimeSpan.FromMinutes(1), limits.Take("sign_in", "ana", 2, TimeSpan.FromMinutes(1))!.RetryAfter);
        Assert.Null(limits.Take("sign_in", "ben", 2, TimeSpan.FromMinutes(1)));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(limits.Take("sign_in", "ana", 2, TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void Relaxed_limits_let_everything_pass()
    {
        var limits = new Limits(clock, relaxed: true);
        Assert.All(Enumerable.Range(0, 100), _ => Assert.Null(limits.Take("sign_in", "ana", 1, TimeSpan.FromMinutes(1))));
    }
}
