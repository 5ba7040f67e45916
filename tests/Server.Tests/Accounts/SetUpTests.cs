using System.Net;
using Charla.Accounts.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Charla.Server.Tests.Accounts;

public sealed class FreshServer : ServerFixture;

public sealed class SetUpTests(FreshServer server) : IClassFixture<FreshServer>
{
    [Fact]
    public async Task The_set_up_link_lets_exactly_one_owner_in()
    {
        var links = server.Services.GetRequiredService<SetupLink>();
        var ended = Calls.TokenIn("http://host" + await links.Issue());
        server.Clock.Advance(TimeSpan.FromMinutes(3));
        var token = Calls.TokenIn("http://host" + await links.Issue());
        var ofAnother = Calls.TokenIn("http://host" + await links.Issue());
        var visitor = server.Visitor();

        Assert.False((await visitor.Get($"/api/auth/setup?token={ended}").Json()).GetProperty("valid").GetBoolean());
        Assert.True((await visitor.Get($"/api/auth/setup?token={ofAnother}").Json()).GetProperty("valid").GetBoolean());
        Assert.True((await visitor.Get($"/api/auth/setup?token={token}").Json()).GetProperty("valid").GetBoolean());
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => server.Visitor().Post("/api/auth/setup", new
        {
            token,
            name = "Ana",
            email = $"ana{number}@example.org",
        })));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.All(
            answers.Where(answer => answer.StatusCode != HttpStatusCode.OK),
            answer => Assert.Equal(HttpStatusCode.Gone, answer.StatusCode));
        Assert.False((await visitor.Get($"/api/auth/setup?token={ofAnother}").Json()).GetProperty("valid").GetBoolean());
        Assert.Null(await links.Issue());
    }
}
