using System.Net;

namespace Charla.Server.Tests.Entrances;

public sealed class SessionLimitTests(SessionLimitTests.StrictServer server) : IClassFixture<SessionLimitTests.StrictServer>
{
    [Fact]
    public async Task New_persons_of_one_address_are_limited_and_told_when_to_come_again()
    {
        var path = $"/api/chat/{(await server.MakePage()).Text("handle")}/sessions";
        var first = await server.Visitor().Post(path, new { }).Json();
        HttpResponseMessage last;
        do
            last = await server.Visitor().Post(path, new { });
        while (last.IsSuccessStatusCode);

        Assert.Equal(HttpStatusCode.TooManyRequests, last.StatusCode);
        Assert.NotNull(last.Headers.RetryAfter);
        await server.Visitor(first.Text("token")).Post(path, new { }).Json();
    }

    public sealed class StrictServer : ServerFixture
    {
        protected override bool RelaxedLimits => false;
    }
}
