using System.Net;
using System.Text.Json;
using System.Web;
using Charla.Server.Tests.Graph;

namespace Charla.Server.Tests.Webhooks;

/// <summary>A person logs in at the business's own site and comes back to the chat.</summary>
public sealed class AccountLinkTests(Inbox.LoopbackServer server) : IClassFixture<Inbox.LoopbackServer>
{
    const string Fields = "messages,messaging_account_linking";
    const string Site = "https://shop.example/log-in?from=chat#form";

    [Fact]
    [Wire("event: messaging_account_linking", "status", "authorization_code")]
    [Wire("GET {page}", "recipient by account_linking_token")]
    public async Task Logged_in_and_out_the_app_hears_of_both_once()
    {
        await using var bot = await Bot.Open(server, Fields);
        var visit = await Leave(bot);
        Assert.StartsWith("https://shop.example/log-in?from=chat&account_linking_token=", visit.Address, StringComparison.Ordinal);
        Assert.EndsWith("#form", visit.Address, StringComparison.Ordinal);

        var who = await bot.App.Get($"/v12.0/me?fields=recipient&account_linking_token={visit.Token}").Json();
        Assert.Equal((bot.PageId, visit.Psid), (who.Text("id"), who.Text("recipient")));

        Assert.Equal($"/m/{bot.Handle}", await Back(visit, "&authorization_code=C%2F1"));
        Assert.Equal($"/m/{bot.Handle}", await Back(visit, "&authorization_code=C2"));
        await ChatClient.Ok(visit.Log("unlink"));
        Assert.False((await ChatClient.Ok(visit.Log("unlink"))).GetProperty("unlinked").GetBoolean());
        await visit.Say("the end");

        var all = await bot.Receiver.Until(all => all.Any(one => one.MessageText == "the end"));
        var links = all.Where(one => one.Event.TryGetProperty("account_linking", out _)).ToList();
        Assert.Equal(["linked", "unlinked"], links.Select(one => one.Event.GetProperty("account_linking").Text("status")));
        Assert.Equal("C/1", links[0].Event.GetProperty("account_linking").Text("authorization_code"));
        Assert.False(links[1].Event.GetProperty("account_linking").TryGetProperty("authorization_code", out _));
        Assert.All(links, one => Assert.Equal(
            (visit.Psid, bot.PageId), (one.Event.GetProperty("sender").Text("id"), one.Event.GetProperty("recipient").Text("id"))));
        Bot.CheckSignatures(links[0], bot.Secret);
    }

    [Fact]
    [Wire("POST {page}/unlink_accounts", "a person who is linked")]
    public async Task The_app_can_log_somebody_out()
    {
        await using var bot = await Bot.Open(server, Fields);
        var visit = await Leave(bot);
        await Back(visit, "&authorization_code=C");
        for (var i = 0; i < 2; i++)
            Assert.Equal("unlink account success", (await bot.App.Post("/me/unlink_accounts", new { psid = visit.Psid }).Json()).Text("result"));
        await visit.Say("the end");
        var all = await bot.Receiver.Until(all => all.Any(one => one.MessageText == "the end"));
        Assert.Equal(2, all.Count(one => one.Event.TryGetProperty("account_linking", out _)));
        await bot.App.Post("/me/unlink_accounts", new { }).GraphError(100);
    }

    [Fact]
    public async Task Nothing_comes_of_a_return_without_a_code_or_in_another_browser()
    {
        await using var bot = await Bot.Open(server, Fields);
        var (visit, stranger) = (await Leave(bot), server.Visitor());
        Assert.Equal($"/m/{bot.Handle}", await Back(visit, ""));
        visit = await Leave(bot);
        Assert.Equal($"/m/{bot.Handle}", await Back(visit with { Browser = stranger }, "&authorization_code=C"));
        var (page, unknown) = ($"/account-linked?page={bot.PageId}", "/account-linked?page=1&return=x&authorization_code=C");
        foreach (var path in (string[])[page, page + "&return=x&authorization_code=C", unknown, "/account-linked", page + "&return=%00"])
        {
            using var answer = await stranger.Get(path);
            Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        }

        await visit.Say("the end");
        var all = await bot.Receiver.Until(all => all.Any(one => one.MessageText == "the end"));
        Assert.DoesNotContain(all, one => one.Text.Contains("account_linking", StringComparison.Ordinal));
    }

    [Fact]
    [Wire("GET {page}", "an account_linking_token is good for 5 minutes")]
    public async Task A_token_is_good_for_five_minutes_and_for_its_page()
    {
        await using var bot = await Bot.Open(server, Fields);
        await using var other = await Bot.Open(server, Fields);
        var visit = await Leave(bot);
        await other.App.Get($"/me?fields=recipient&account_linking_token={visit.Token}").GraphError(10303);
        await bot.App.Get("/me?fields=recipient&account_linking_token=").GraphError(10303);
        server.Clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(10));
        await bot.App.Get($"/me?fields=recipient&account_linking_token={visit.Token}").Json();
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        await bot.App.Get($"/me?fields=recipient&account_linking_token={visit.Token}").GraphError(10303);
    }

    [Fact]
    public async Task Only_a_button_of_the_conversation_leads_away()
    {
        await using var bot = await Bot.Open(server, Fields);
        var visit = await Leave(bot);
        var somebody = server.Visitor((await bot.Person()).Token);
        var plain = await bot.App.Post("/me/messages", new { recipient = new { id = visit.Psid }, message = new { text = "no button" } }).Json();
        foreach (var (browser, message, url) in new[]
        {
            (somebody, visit.Message, (string?)null),
            (visit.Browser, plain.Text("message_id"), null),
            (visit.Browser, visit.Message, "https://elsewhere.example"),
            (visit.Browser, "m_x", null),
        })
        {
            Assert.Equal("account_link.missing", await browser.Post(
                "/api/chat/account-links", new { message_id = message, url }).Problem(HttpStatusCode.BadRequest));
        }

        await server.Visitor().Post("/api/chat/account-links", new { message_id = visit.Message }).Problem(HttpStatusCode.Unauthorized);
    }

    async Task<Visit> Leave(Bot bot)
    {
        var person = await bot.Person();
        var sent = await bot.App.Post("/me/messages", new
        {
            recipient = new { id = person.Psid },
            message = new
            {
                attachment = new
                {
                    type = "template",
                    payload = new
                    {
                        template_type = "button",
                        text = "Log in to see your orders",
                        buttons = new object[] { new { type = "account_link", url = Site }, new { type = "account_unlink" } },
                    },
                },
            },
        }).Json();
        var (browser, message) = (server.Visitor(person.Token), sent.Text("message_id"));
        var left = await browser.Post("/api/chat/account-links", new { message_id = message, url = Site }).Json();
        return new Visit(browser, person.Psid, message, left.Text("url"));
    }

    /// <summary>The business's site sends the person back; where to the server sends them on.</summary>
    static async Task<string> Back(Visit visit, string more)
    {
        using var answer = await visit.Browser.GetAsync(new Uri(visit.Query["redirect_uri"] + more), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        return answer.Headers.Location!.ToString();
    }

    sealed record Visit(HttpClient Browser, string Psid, string Message, string Address)
    {
        public System.Collections.Specialized.NameValueCollection Query { get; } = HttpUtility.ParseQueryString(new Uri(Address).Query);

        public string Token => Query["account_linking_token"]!;

        public Task<HttpResponseMessage> Log(string act) => Browser.Post($"/api/chat/account-links/{act}", new { message_id = Message });

        public Task<JsonElement> Say(string text) => Browser.Post("/api/chat/messages", new { client_id = "end", text }).Json();
    }
}
