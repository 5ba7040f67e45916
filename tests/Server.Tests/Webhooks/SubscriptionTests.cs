using System.Net;
using System.Text.Json;
using Charla.Server.Tests.Inbox;
using Microsoft.AspNetCore.Http;

namespace Charla.Server.Tests.Webhooks;

/// <summary>How an app says where it wants to be told, and of what.</summary>
public sealed class SubscriptionTests(LoopbackServer server) : IClassFixture<LoopbackServer>
{
    [Fact]
    [Wire(
        "POST {app}/subscriptions", "object", "callback_url", "verify_token", "fields",
        "hub.mode, hub.verify_token, hub.challenge", "the callback's own query")]
    [Wire("GET {app}/subscriptions", "object", "callback_url", "active", "fields")]
    public async Task An_address_is_kept_once_it_said_the_number_and_its_query_stays()
    {
        await using var bot = await Bot.Open(server, fields: null);
        var asked = new List<IQueryCollection>();
        var verify = bot.Receiver.Verify;
        bot.Receiver.Verify = query =>
        {
            asked.Add(query);
            return verify(query);
        };
        var callback = bot.Receiver.Address + "?key=a%20b";

        var set = await bot.SetCallback(callback, "messages,messaging_postbacks").Json();

        Assert.True(set.GetProperty("success").GetBoolean());
        var query = Assert.Single(asked);
        Assert.Equal(("a b", "subscribe", Receiver.VerifyToken), (query["key"].ToString(), query["hub.mode"].ToString(), query["hub.verify_token"].ToString()));
        Assert.Matches("^[0-9]+$", query["hub.challenge"].ToString());
        var listed = (await server.Visitor().Get($"/v19.0/{bot.AppId}/subscriptions?access_token={bot.AppToken}").Json()).GetProperty("data");
        var one = Assert.Single(listed.EnumerateArray());
        Assert.Equal(("page", callback, true), (one.Text("object"), one.Text("callback_url"), one.GetProperty("active").GetBoolean()));
        Assert.Equal(["messages", "messaging_postbacks"], one.GetProperty("fields").EnumerateArray().Select(field => field.Text("name")));
    }

    [Fact]
    [Wire("errors", "2200")]
    [Wire(
        "POST {app}/subscriptions", "https alone",
        Differs = "private and loopback addresses are refused by where they lead, unless the operator allows them")]
    public async Task An_address_that_does_not_say_the_number_is_not_kept()
    {
        await using var bot = await Bot.Open(server, fields: null);
        Func<IQueryCollection, IResult>[] wrong =
        [
            _ => Results.Text("12345"),
            _ => Results.Text(""),
            query => Results.Text(query["hub.challenge"].ToString(), statusCode: 201),
            query => Results.Redirect("/hook?" + query["hub.challenge"]),
            _ => Results.StatusCode(500),
        ];
        foreach (var verify in wrong)
        {
            bot.Receiver.Verify = verify;
            Assert.Equal(2200, await Error(bot.SetCallback(bot.Receiver.Address.ToString())));
        }

        Assert.Equal(2200, await Error(bot.SetCallback("http://127.0.0.1:9/hook")));
        foreach (var address in (string[])["https://10.0.0.1/x", "http://example.com/x", "ftp://example.com", "x", "https://user@example.com/", "https://[::ffff:10.0.0.1]/"])
            Assert.Equal(100, await Error(bot.SetCallback(address)));
        Assert.Equal(100, await Error(bot.SetCallback(bot.Receiver.Address.ToString(), "messages,nonsense")));
        var listed = await server.Visitor().Get($"/{bot.AppId}/subscriptions?access_token={bot.AppToken}").Json();
        Assert.Empty(listed.GetProperty("data").EnumerateArray());
    }

    [Fact]
    [Wire("POST {page}/subscribed_apps", "subscribed_fields")]
    [Wire("POST {page}/subscribed_apps", "without subscribed_fields", Differs = "all that the app subscribed to")]
    [Wire("GET {page}/subscribed_apps", "id", "subscribed_fields")]
    [Wire("DELETE {page}/subscribed_apps", "success")]
    public async Task A_page_is_subscribed_listed_and_unsubscribed()
    {
        await using var bot = await Bot.Open(server);
        var person = await bot.Person();
        var listed = await bot.App.Get("/me/subscribed_apps").Json();
        var one = Assert.Single(listed.GetProperty("data").EnumerateArray());
        Assert.Equal(bot.AppId, one.Text("id"));
        Assert.Contains("messages", one.GetProperty("subscribed_fields").EnumerateArray().Select(field => field.GetString()));
        await person.Send("c1", "heard");
        await bot.Receiver.Next(one => one.MessageText == "heard");

        await bot.App.Delete($"/{bot.PageId}/subscribed_apps").Json();
        await person.Send("c2", "not heard");
        await bot.App.Post("/me/subscribed_apps", new { }).Json();
        await person.Send("c3", "heard again");

        await bot.Receiver.Next(one => one.MessageText == "heard again");
        Assert.DoesNotContain(bot.Receiver.All, one => one.MessageText == "not heard");
        Assert.Equal(100, await Error(bot.App.Post("/me/subscribed_apps", new { subscribed_fields = "nonsense" })));
    }

    [Fact]
    [Wire("DELETE {app}/subscriptions", "object", "fields")]
    public async Task Fields_are_taken_back_one_by_one_or_all()
    {
        await using var bot = await Bot.Open(server, "messages,message_reads");
        var path = $"/{bot.AppId}/subscriptions?access_token={bot.AppToken}";

        await server.Visitor().Delete(path + "&object=page&fields=message_reads").Json();
        var left = (await server.Visitor().Get(path).Json()).GetProperty("data")[0].GetProperty("fields");
        Assert.Equal("messages", Assert.Single(left.EnumerateArray()).Text("name"));

        await server.Visitor().Delete(path).Json();
        Assert.Empty((await server.Visitor().Get(path).Json()).GetProperty("data").EnumerateArray());
    }

    [Fact]
    public async Task The_portal_sets_it_too_and_only_for_the_pages_own_app()
    {
        await using var bot = await Bot.Open(server, fields: null);
        await using var other = await Bot.Open(server, fields: null);
        var body = new { callback_url = bot.Receiver.Address.ToString(), verify_token = Receiver.VerifyToken, fields = (string[])["messages"] };

        Assert.Equal("webhook.not_verified", await bot.App.Put(bot.PortalApp + "/webhook", new { body.callback_url, verify_token = "wrong" }).Problem(HttpStatusCode.BadRequest));
        Assert.Equal("invalid", await bot.App.Put(bot.PortalApp + "/webhook", new { callback_url = "https://127.0.0.2/" + new string('x', 3000) }).Problem(HttpStatusCode.BadRequest));
        Assert.Equal("invalid", await bot.App.Put(bot.PortalApp + "/webhook", new { body.callback_url, fields = (string[])["nonsense"] }).Problem(HttpStatusCode.BadRequest));
        await bot.App.Put($"{bot.Portal}/apps/{other.AppId}/webhook", body).Problem(HttpStatusCode.NotFound);
        await other.App.Put(bot.PortalApp + "/webhook", body).Problem(HttpStatusCode.NotFound);
        await server.Visitor().Get(bot.Portal + "/apps").Problem(HttpStatusCode.Unauthorized);

        await bot.App.Put(bot.PortalApp + "/webhook", body).Json();
        await (await bot.Person()).Send("c1", "heard");
        await bot.Receiver.Next(one => one.MessageText == "heard");
        var listed = Assert.Single((await bot.App.Get(bot.Portal + "/apps").Json()).GetProperty("apps").EnumerateArray());
        Assert.Equal((bot.AppId, "live"), (listed.Text("app_id"), listed.GetProperty("webhook").Text("state")));
    }

    [Fact]
    [Wire("POST {app}/subscriptions", "include_values", "fields as an array")]
    [Wire(
        "event: any other field", "messaging_policy_enforcement", "messaging_optouts", "messaging_game_plays", "messaging_payments", "messaging_pre_checkouts",
        "messaging_checkout_updates", "messaging_appointments", "messaging_direct_sends", "messaging_fblogin_account_linking",
        "message_context", "message_mention", "response_feedback", "send_cart", "feed", "mention", "conversations", "leadgen",
        "ratings", "name", "picture", "group_feed", Not = "can be subscribed to; nothing here makes such an event")]
    public async Task Fields_of_which_nothing_ever_comes_can_be_subscribed_to()
    {
        await using var bot = await Bot.Open(server, fields: null);
        await server.Visitor().Post($"/{bot.AppId}/subscriptions", new
        {
            @object = "page",
            callback_url = bot.Receiver.Address.ToString(),
            verify_token = Receiver.VerifyToken,
            fields = Platform.Webhooks.WebhookFields.All,
            include_values = true,
            access_token = bot.AppToken,
        }).Json();
        var kept = (await server.Visitor().Get($"/{bot.AppId}/subscriptions?access_token={bot.AppToken}").Json()).GetProperty("data")[0];
        Assert.Equal(Platform.Webhooks.WebhookFields.All.Count, kept.GetProperty("fields").GetArrayLength());
    }

    /// <summary>The code of a Graph error.</summary>
    static async Task<int> Error(Task<HttpResponseMessage> call)
    {
        using var response = await call;
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True((int)response.StatusCode is >= 400 and < 500, text);
        return JsonDocument.Parse(text).RootElement.GetProperty("error").GetProperty("code").GetInt32();
    }
}
