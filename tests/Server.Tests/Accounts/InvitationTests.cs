using System.Net;
using Charla.Kernel;

namespace Charla.Server.Tests.Accounts;

/// <summary>On a server of their own, because they move the clock by days.</summary>
public sealed class InvitationTests(FreshServer server) : IClassFixture<FreshServer>
{
    [Fact]
    public async Task An_invitation_opens_once_and_not_after_a_week()
    {
        var page = await server.MakePage();
        var owner = await server.SignIn(page, $"{Ids.NewSecret()}@example.org");
        var first = await owner.Post("/api/team/invitations", new { role = "agent" }).Json();
        var second = await owner.Post("/api/team/invitations", new { role = "agent" }).Json();
        object Joining(System.Text.Json.JsonElement invitation) => new
        {
            token = Calls.TokenIn(invitation.Text("url")),
            name = "Ben",
            email = $"{Ids.NewSecret()}@example.org",
            password = "correct horse battery",
        };

        await server.Visitor().Post("/api/auth/invitation", Joining(first)).Json();
        Assert.Equal("link.ended", await server.Visitor().Post("/api/auth/invitation", Joining(first)).Problem(HttpStatusCode.Gone));
        server.Clock.Advance(TimeSpan.FromDays(8));
        Assert.Equal("link.ended", await server.Visitor().Post("/api/auth/invitation", Joining(second)).Problem(HttpStatusCode.Gone));
        server.Clock.Advance(TimeSpan.FromDays(-8));
    }
}
