using System.Net;
using Charla.Server.Tests.Inbox;

namespace Charla.Server.Tests.Graph;

/// <summary>Section 3.7 of the wire: when a message may be sent, and what an app is told when it may not.</summary>
public sealed class PolicyTests(ReplyWindowTests.OwnServer server) : IClassFixture<ReplyWindowTests.OwnServer>
{
    [Fact]
    [Wire(
        "policy", "24 hours after the person acted", "RESPONSE and UPDATE inside of it", "MESSAGE_TAG needs a tag",
        "HUMAN_AGENT for 7 days", "UTILITY needs a utility template")]
    [Wire(
        "policy", "ACCOUNT_UPDATE, CONFIRMED_EVENT_UPDATE, POST_PURCHASE_UPDATE",
        Differs = "allowed by the house's policy; a page may choose meta-2026, where they are gone")]
    [Wire(
        "policy", "review of features",
        Not = "nothing is reviewed: a tag is taken at its word, and the log shows who used it")]
    [Wire("errors", "10/2018278", "613/2018338")]
    [Wire("errors", "error_user_title and error_user_msg, where there is something to say to people")]
    public async Task The_window_closes_after_a_day_and_a_tag_opens_it()
    {
        var bot = await Bot.Open(server);
        var rosa = await bot.Person("Rosa");
        await rosa.Say("hello");
        Assert.Equal("window", (await Check(bot, rosa, new { })).Text("basis"));
        server.Clock.Advance(TimeSpan.FromHours(24) + TimeSpan.FromSeconds(5));

        var told = await Send(bot, rosa, new { }).GraphError(10, 2018278, HttpStatusCode.Forbidden);
        Assert.NotEmpty(told.Text("error_user_title"));
        Assert.NotEmpty(told.Text("error_user_msg"));
        await Send(bot, rosa, new { messaging_type = "UPDATE" }).GraphError(10, 2018278);
        await Send(bot, rosa, new { messaging_type = "MESSAGE_TAG" }).GraphError(100);
        await Send(bot, rosa, new { messaging_type = "MESSAGE_TAG", tag = "SHIPPING_UPDATE" }).GraphError(100);
        await Send(bot, rosa, new { messaging_type = "LETTER" }).GraphError(100);
        await Send(bot, rosa, new { messaging_type = "UTILITY" }).GraphError(100);
        await Send(bot, rosa, new { tag = "ACCOUNT_UPDATE", is_promotional = true }).GraphError(613, 2018338);
        await Send(bot, rosa, new { tag = "ACCOUNT_UPDATE" }).Json();
        await Send(bot, rosa, new { messaging_type = "MESSAGE_TAG", tag = "HUMAN_AGENT" }).Json();

        var refused = await Check(bot, rosa, new { });
        Assert.False(refused.GetProperty("allowed").GetBoolean());
        Assert.Equal((10, 2018278), (refused.GetProperty("code").GetInt32(), refused.GetProperty("error_subcode").GetInt32()));
        Assert.Equal("house", refused.Text("profile"));
        Assert.NotEmpty(refused.Text("reason"));
        Assert.Equal("human_agent", (await Check(bot, rosa, new { tag = "HUMAN_AGENT" })).Text("basis"));

        server.Clock.Advance(TimeSpan.FromDays(6));
        await Send(bot, rosa, new { messaging_type = "MESSAGE_TAG", tag = "HUMAN_AGENT" }).GraphError(10, 2018278);
        var thread = await rosa.Device.Get("/api/chat/events").Json();
        Assert.Equal(3, thread.GetProperty("seq").GetInt32());
    }

    [Fact]
    [Wire(
        "POST {page}/policy_check",
        Differs = "Charla's own: takes what a send takes and answers allowed, until, code and reason")]
    public async Task A_check_sends_nothing()
    {
        var bot = await Bot.Open(server);
        var rosa = await bot.Person();
        await rosa.Say("hello");
        Assert.True((await Check(bot, rosa, new { })).GetProperty("allowed").GetBoolean());
        Assert.Equal(1, (await rosa.Device.Get("/api/chat/events").Json()).GetProperty("seq").GetInt32());
        await bot.Http.Post(bot.Url("/me/policy_check"), new { recipient = new { id = "1" } }).GraphError(100, 2018001);
    }

    static Task<HttpResponseMessage> Send(Bot bot, Customer to, object terms) =>
        bot.Http.Post(bot.Url("/me/messages"), Body(to, terms));

    static Task<System.Text.Json.JsonElement> Check(Bot bot, Customer to, object terms) =>
        bot.Http.Post(bot.Url("/me/policy_check"), Body(to, terms)).Json();

    static System.Text.Json.Nodes.JsonObject Body(Customer to, object terms)
    {
        var body = System.Text.Json.JsonSerializer.SerializeToNode(terms)!.AsObject();
        body["recipient"] = new System.Text.Json.Nodes.JsonObject { ["id"] = to.Psid };
        body["message"] = new System.Text.Json.Nodes.JsonObject { ["text"] = "the bot speaks" };
        return body;
    }
}
