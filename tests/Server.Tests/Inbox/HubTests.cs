using System.Net;
using System.Text.Json;
using Charla.Conversations.Contracts;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace Charla.Server.Tests.Inbox;

public sealed class HubTests(ServerFixture server)
{
    [Fact]
    public async Task What_a_person_writes_reaches_the_screens_of_the_page()
    {
        var shop = await Shop.Open(server);
        var owner = await shop.Owner();
        var person = await shop.Person("Rosa");
        await using var screen = await HubClient.Connect(server, owner);
        await screen.Call("Watch", shop.Page.ToString());

        await person.Say("Do you deliver?");
        var changed = await screen.Next("Changed");
        Assert.Equal((shop.Page.ToString(), "Rosa"), (changed.Text("page"), changed.GetProperty("summary").Text("name")));
        Assert.Equal("Do you deliver?", changed.GetProperty("events")[0].GetProperty("message").Text("text"));
        Assert.Equal(1, changed.GetProperty("summary").GetProperty("unread").GetInt32());

        await owner.Post($"{person.Path}/notes", new { client_id = "n", text = "for us" }).Json();
        changed = await screen.Next("Changed");
        Assert.Equal("for us", changed.GetProperty("team")[0].GetProperty("note").Text("text"));
        Assert.Equal(0, changed.GetProperty("events").GetArrayLength());

        await person.Device.Post("/api/chat/typing", new { on = true }).Json();
        var typing = await screen.Next("Typing");
        Assert.Equal(("person", true), (typing.GetProperty("from").Text("kind"), typing.GetProperty("on").GetBoolean()));

        await owner.Post($"{person.Path}/messages", new { client_id = "a", text = "Yes" }).Json();
        await person.Device.Post("/api/chat/read", new { seq = 2 }).Json();
        var receipts = await screen.Next("Receipts");
        Assert.Equal((person.Psid, 2), (receipts.Text("conversation"), receipts.GetProperty("read").GetInt32()));
    }

    [Fact]
    public async Task Members_see_who_else_looks_and_types()
    {
        var shop = await Shop.Open(server);
        var owner = await shop.Owner("Ana");
        var agent = await shop.Invite(owner, "Ben");
        var person = await shop.Person();
        await using var first = await HubClient.Connect(server, owner);
        await using var second = await HubClient.Connect(server, agent);
        await first.Call("Watch", shop.Page.ToString());
        await second.Call("Watch", shop.Page.ToString());

        await first.Call("Look", shop.Page.ToString(), person.Psid);
        await second.Call("Look", shop.Page.ToString(), person.Psid);
        await first.Next("Presence", presence => Names(presence).SequenceEqual(["Ana", "Ben"]));
        await second.Call("Typing", shop.Page.ToString(), person.Psid, true);
        await first.Next("Presence", presence => presence.GetProperty("members").EnumerateArray()
            .Any(member => member.Text("name") == "Ben" && member.GetProperty("typing").GetBoolean()));
        await second.DisposeAsync();
        await first.Next("Presence", presence => Names(presence).SequenceEqual(["Ana"]));
    }

    [Fact]
    public async Task A_screen_hears_nothing_of_another_business()
    {
        var (mine, other) = (await Shop.Open(server), await Shop.Open(server));
        var person = await mine.Person();
        await using var screen = await HubClient.Connect(server, await other.Owner());
        await using var program = await HubClient.Connect(server, other.App);

        foreach (var client in (HubClient[])[screen, program])
        {
            foreach (var page in (string?[])[mine.Page.ToString(), "1", "x", "", null, new string('9', 9000)])
                await Assert.ThrowsAsync<HubException>(() => client.Call("Watch", page));
            await Assert.ThrowsAsync<HubException>(() => client.Call("Look", mine.Page.ToString(), person.Psid));
            await Assert.ThrowsAsync<HubException>(() => client.Call("Look", other.Page.ToString(), person.Psid));
            await Assert.ThrowsAsync<HubException>(() => client.Call("Typing", other.Page.ToString(), person.Psid, true));
            await Assert.ThrowsAsync<HubException>(() => client.Call("Watch", 5));
            await Assert.ThrowsAsync<HubException>(() => client.Call("Watch"));
            await Assert.ThrowsAsync<HubException>(() => client.Call("Typing", other.Page.ToString(), person.Psid, "on"));
            await Assert.ThrowsAsync<HubException>(() => client.Call("Nothing"));
            await client.Call("Watch", other.Page.ToString());
        }

        await person.Say("not for you");
        var own = await other.Person();
        await own.Say("for you");
        var changed = await screen.Next("Changed");
        Assert.Equal("for you", changed.GetProperty("events")[0].GetProperty("message").Text("text"));
    }

    [Fact]
    public async Task A_frame_that_is_too_large_ends_its_own_connection_only()
    {
        var shop = await Shop.Open(server);
        await using var offender = await HubClient.Connect(server, shop.App);
        await using var canary = await HubClient.Connect(server, shop.App);
        await canary.Call("Watch", shop.Page.ToString());

        await Assert.ThrowsAnyAsync<Exception>(() => offender.Call("Watch", new string('x', 40_000)));
        await offender.Closed.Task.WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);

        await (await shop.Person()).Say("still here");
        await canary.Next("Changed");
    }

    /// <summary>More happens at once than a pump may be behind: it starts anew and says so.</summary>
    [Fact]
    public async Task Screens_that_missed_something_are_told_to_reload()
    {
        var shop = await Shop.Open(server);
        var person = await shop.Person();
        await using var screen = await HubClient.Connect(server, shop.App);
        await screen.Call("Watch", shop.Page.ToString());
        var live = server.Services.GetRequiredService<LiveChannels>();

        for (var i = 0; i < 20 * LiveSubscription.Capacity; i++)
            live.Publish(person.Id, new Typing(person.Id, Author.Person, On: true));

        Assert.Equal(shop.Page.ToString(), (await screen.Next("Reload")).Text("page"));
        var caughtUp = screen.Next("Typing", typing => !typing.GetProperty("on").GetBoolean());
        while (!caughtUp.IsCompleted)
        {
            live.Publish(person.Id, new Typing(person.Id, Author.Person, On: false));
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        await caughtUp;
        await person.Say("and on it goes");
        await screen.Next("Changed");
    }

    [Fact]
    public async Task A_removed_member_is_cut_off_within_seconds()
    {
        var shop = await Shop.Open(server);
        var owner = await shop.Owner("Ana");
        var agent = await shop.Invite(owner, "Ben");
        await using var screen = await HubClient.Connect(server, agent);
        await screen.Call("Watch", shop.Page.ToString());

        await owner.Delete($"/api/team/members/{await shop.Member("Ben")}").Json();

        await screen.Closed.Task.WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("cross-site", null)]
    [InlineData(null, "https://evil.example")]
    [InlineData(null, "null")]
    public async Task Another_site_opens_no_connection(string? fetchSite, string? origin)
    {
        var shop = await Shop.Open(server);
        var owner = await shop.Owner();
        var evil = server.Visitor();
        evil.DefaultRequestHeaders.Clear();
        evil.DefaultRequestHeaders.Add("Cookie", owner.DefaultRequestHeaders.GetValues("Cookie"));
        if (fetchSite is not null)
            evil.DefaultRequestHeaders.Add("Sec-Fetch-Site", fetchSite);
        if (origin is not null)
            evil.DefaultRequestHeaders.Add("Origin", origin);

        using var negotiated = await evil.PostAsync(
            new Uri("/hubs/inbox/negotiate?negotiateVersion=1", UriKind.Relative), null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, negotiated.StatusCode);
        using var upgrade = new HttpRequestMessage(HttpMethod.Get, "/hubs/inbox");
        upgrade.Headers.Connection.Add("Upgrade");
        upgrade.Headers.Upgrade.Add(new("websocket"));
        upgrade.Headers.Add("Sec-WebSocket-Version", "13");
        upgrade.Headers.Add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        using var upgraded = await evil.SendAsync(upgrade, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, upgraded.StatusCode);
    }

    [Fact]
    public async Task Without_a_sign_in_there_is_no_connection()
    {
        var shop = await Shop.Open(server);
        var person = await shop.Person();
        foreach (var client in (HttpClient[])[server.Visitor(), server.Visitor("page_wrong"), person.Device])
        {
            await client.PostAsync(
                new Uri("/hubs/inbox/negotiate?negotiateVersion=1", UriKind.Relative), null, TestContext.Current.CancellationToken)
                .Problem(HttpStatusCode.Unauthorized);
        }
    }

    static IEnumerable<string> Names(JsonElement presence) =>
        presence.GetProperty("members").EnumerateArray().Select(member => member.Text("name")).Order();
}
