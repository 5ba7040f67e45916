using System.Net;

namespace Charla.Server.Tests.Inbox;

/// <summary>Until when the page's policy lets the team, and its programs, answer a person.</summary>
public sealed class ReplyWindowTests(ReplyWindowTests.OwnServer server) : IClassFixture<ReplyWindowTests.OwnServer>
{
    /// <summary>Its clock moves by weeks.</summary>
    public sealed class OwnServer : ServerFixture;

    [Fact]
    public async Task The_team_may_answer_for_a_week_and_a_program_for_a_day()
    {
        var shop = await Shop.Open(server);
        var owner = await shop.Owner();
        var person = await shop.Person("Rosa");
        await person.Say("Do you deliver?");
        Assert.Equal("window", (await Window(owner, person))!.Value.Text("basis"));

        server.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal("human_agent", (await Window(owner, person))!.Value.Text("basis"));
        Assert.Equal(
            "policy.outside_window",
            await shop.App.Post($"{person.Path}/messages", new { client_id = "a", text = "Yes!" }).Problem(HttpStatusCode.Forbidden));
        await owner.Post($"{person.Path}/messages", new { client_id = "b", text = "Yes!" }).Json();

        server.Clock.Advance(TimeSpan.FromDays(6));
        Assert.Null(await Window(owner, person));
        Assert.Equal(
            "policy.outside_window",
            await owner.Post($"{person.Path}/messages", new { client_id = "c", text = "Still there?" }).Problem(HttpStatusCode.Forbidden));
        var thread = await person.Device.Get("/api/chat/events").Json();
        Assert.Equal(2, thread.GetProperty("seq").GetInt32());

        await person.Say("Here I am");
        await owner.Post($"{person.Path}/messages", new { client_id = "c", text = "Still there?" }).Json();
    }

    [Fact]
    [Wire("policy", "a reaction opens the window")]
    public async Task A_reaction_opens_the_window_again()
    {
        var shop = await Shop.Open(server);
        var owner = await shop.Owner();
        var person = await shop.Person();
        var said = await person.Say("hello");
        server.Clock.Advance(TimeSpan.FromDays(8));
        Assert.Null(await Window(owner, person));
        await person.Device.Post("/api/chat/reactions", new { message_id = said.Text("message_id"), emoji = "👍" }).Json();
        Assert.Equal("window", (await Window(owner, person))!.Value.Text("basis"));
    }

    [Fact]
    [Wire("policy", "versions of the rules", Differs = "a page chooses one: house, meta-2017, meta-2020 or meta-2026")]
    public async Task A_page_chooses_its_rules()
    {
        var shop = await Shop.Open(server);
        var owner = await shop.Owner();
        var page = await owner.Patch($"/api/pages/{shop.Page}", new { policy = "meta-2017" }).Json();
        Assert.Equal("meta-2017", page.Text("policy"));
        var person = await shop.Person();
        await person.Say("hello");
        server.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal("one_more", (await Window(owner, person))!.Value.Text("basis"));
        await owner.Post($"{person.Path}/messages", new { client_id = "a", text = "one" }).Json();
        Assert.Equal(
            "policy.outside_window",
            await owner.Post($"{person.Path}/messages", new { client_id = "b", text = "two" }).Problem(HttpStatusCode.Forbidden));
        await owner.Patch($"/api/pages/{shop.Page}", new { policy = "none" }).Problem(HttpStatusCode.BadRequest);
    }

    static async Task<System.Text.Json.JsonElement?> Window(HttpClient owner, Customer person) =>
        (await owner.Get(person.Path).Json()).TryGetProperty("reply_window", out var window) ? window : null;
}
