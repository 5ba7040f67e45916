using System.Text.Json;
using Charla.Server.Tests.Inbox;

namespace Charla.Server.Tests;

/// <summary>
/// Screens at different servers of an installation see the same. The shops are many, so that some are at home at
/// either server.
/// </summary>
public sealed class LiveAcrossTests(TwoServers servers) : IClassFixture<TwoServers>
{
    const int Shops = 6;

    [Fact]
    public async Task Messages_typing_and_receipts_arrive_at_the_other_server()
    {
        foreach (var (here, there) in new[] { (servers.One, servers.Other), (servers.Other, servers.One) })
        {
            for (var number = 0; number < Shops; number++)
                await Talk(here, there);
        }
    }

    [Fact]
    public async Task Members_at_different_servers_see_each_other()
    {
        for (var number = 0; number < Shops; number++)
        {
            var shop = await Shop.Open(servers.One);
            var ana = await shop.Owner();
            var ben = await shop.Invite(ana, "Ben");
            var person = await shop.Person();
            await using var anasScreen = await HubClient.Connect(servers.One, ana);
            await using var bensScreen = await HubClient.Connect(servers.Other, ben);
            await anasScreen.Call("Watch", shop.Page.ToString());
            await bensScreen.Call("Watch", shop.Page.ToString());
            await Repeat(
                () => anasScreen.Call("Look", shop.Page.ToString(), person.Psid),
                bensScreen.Next("Presence", shown => Names(shown) == "Ana"));
            await Repeat(
                () => bensScreen.Call("Look", shop.Page.ToString(), person.Psid),
                anasScreen.Next("Presence", shown => Names(shown) == "Ana Ben"));
            await Repeat(
                () => bensScreen.Call("Typing", shop.Page.ToString(), person.Psid, true),
                anasScreen.Next("Presence", shown => Names(shown) == "Ana Ben…"));
            await Repeat(
                () => bensScreen.Call("Look", shop.Page.ToString(), null),
                anasScreen.Next("Presence", shown => Names(shown) == "Ana"));
        }
    }

    static async Task Talk(ServerFixture here, ServerFixture there)
    {
        var shop = await Shop.Open(here);
        var person = await ChatClient.Open(here.Address, shop.Handle);
        await using var phone = await person.Connect();
        await phone.Next("ready");
        var app = there.Visitor(shop.App.DefaultRequestHeaders.Authorization!.Parameter);
        await using var screen = await HubClient.Connect(there, app);
        await screen.Call("Watch", shop.Page.ToString());

        await phone.Send(new { type = "send", client_id = "c1", text = "Is there rye bread today?" });
        var changed = await screen.Next("Changed");
        Assert.Equal(1, changed.GetProperty("events")[0].GetProperty("seq").GetInt64());
        var typing = phone.Next("typing");
        await Repeat(() => screen.Call("Typing", shop.Page.ToString(), person.Psid, true), typing);
        Assert.True((await typing)!.Value.GetProperty("on").GetBoolean());
        await app.Post($"/api/inbox/{shop.Page}/conversations/{person.Psid}/messages", new { client_id = "a1", text = "Until six." }).Json();
        Assert.Equal(2, (await phone.EventsUntil(2))[^1].GetProperty("seq").GetInt64());
        await phone.Send(new { type = "read", seq = 2 });
        Assert.Equal(2, (await screen.Next("Receipts")).GetProperty("read").GetInt64());
        await app.Post($"/api/inbox/{shop.Page}/conversations/{person.Psid}/read", new { seq = 1 }).Json();
        await phone.Next("receipts");
    }

    /// <summary>As screens repeat who looks and types: while a partition moves, what is kept nowhere may be lost.</summary>
    static async Task Repeat(Func<Task> call, Task heard)
    {
        while (!heard.IsCompleted)
        {
            await call();
            await Task.WhenAny(heard, Task.Delay(500, TestContext.Current.CancellationToken));
        }

        await heard;
    }

    static string Names(JsonElement shown) => string.Join(' ', shown.GetProperty("members").EnumerateArray()
        .Select(member => member.Text("name") + (member.GetProperty("typing").GetBoolean() ? "…" : "")).Order());
}
