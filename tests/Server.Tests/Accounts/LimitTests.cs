using System.Net;

namespace Charla.Server.Tests.Accounts;

public sealed class StrictServer : ServerFixture
{
    protected override bool RelaxedLimits => false;
}

public sealed class LimitTests(StrictServer server) : IClassFixture<StrictServer>
{
    [Fact]
    public async Task The_eleventh_try_in_a_minute_waits_whether_the_account_is_there_or_not()
    {
        var visitor = server.Visitor();
        for (var attempt = 0; attempt < 10; attempt++)
            await visitor.Post("/api/auth/sign-in", new { email = "a@example.org", password = "wrong" }).Problem(HttpStatusCode.Unauthorized);
        using var refused = await visitor.Post("/api/auth/sign-in", new { email = "A@example.org", password = "wrong" });
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
    }

    [Fact]
    public async Task A_header_buys_no_more_tries()
    {
        var statuses = new List<HttpStatusCode>();
        for (var attempt = 0; attempt < 75; attempt++)
        {
            var guesser = server.Visitor($"page_{attempt}");
            guesser.DefaultRequestHeaders.Add("X-Forwarded-For", $"10.0.0.{attempt}");
            using var answer = await guesser.Get("/api/me");
            statuses.Add(answer.StatusCode);
        }

        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
    }
}
