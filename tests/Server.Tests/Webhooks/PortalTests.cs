using System.Net;
using System.Text.Json;
using Charla.Kernel;
using Charla.Server.Tests.Inbox;
using Microsoft.AspNetCore.Http;

namespace Charla.Server.Tests.Webhooks;

/// <summary>What the team does in the developers' part of the console.</summary>
public sealed class PortalTests(LoopbackServer server) : IClassFixture<LoopbackServer>, IAsyncDisposable
{
    readonly List<Bot> bots = [];

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var bot in bots)
            await bot.DisposeAsync();
    }

    [Fact]
    public async Task An_app_is_made_renamed_and_goes_with_all_its_keys()
    {
        var (bot, owner) = await Open();
        var made = await owner.Post(bot.Portal + "/apps", new { name = " Order bot " }).Json();
        var (id, token) = (made.Text("app_id"), made.Text("page_access_token"));
        var path = $"{bot.Portal}/apps/{id}";
        Assert.Equal(["Luna Bakery", "Order bot"], (await Apps(owner, bot)).Select(app => app.Text("name")));
        await server.Visitor().Get($"/me?access_token={token}").Json();
        await server.Visitor().Post($"/{id}/subscriptions", new
        {
            @object = "page",
            callback_url = bot.Receiver.Address,
            verify_token = Receiver.VerifyToken,
            access_token = $"{id}|{made.Text("app_secret")}",
        }).Json();
        await server.Visitor(token).Post("/me/subscribed_apps", new { }).Json();
        await owner.Post(path + "/webhook/test", new { }).Json();
        await bot.Receiver.Until(all => all.Count == 1);

        Assert.Equal("Deliveries", (await owner.Patch(path, new { name = "Deliveries" }).Json()).Text("name"));
        await owner.Patch(path, new { name = " " }).Problem(HttpStatusCode.BadRequest);
        await owner.Delete(path).Json();

        Assert.Single(await Apps(owner, bot));
        Assert.Empty(await Deliveries(owner, bot));
        using var shutOut = await server.Visitor().Get($"/me?access_token={token}");
        Assert.Equal(HttpStatusCode.Unauthorized, shutOut.StatusCode);
        await owner.Patch(path, new { name = "x" }).Problem(HttpStatusCode.NotFound);
        await (await bot.Person()).Send("c1", "hello");
    }

    [Fact]
    public async Task The_app_that_answers_first_is_told_and_may_write()
    {
        var (bot, owner) = await Open("messages");
        var made = await owner.Post(bot.Portal + "/apps", new { name = "Second" }).Json();
        var (id, path) = (made.Text("app_id"), $"{bot.Portal}/apps/{made.Text("app_id")}");
        await using var second = await Receiver.Start();
        await owner.Put(path + "/webhook", new { callback_url = second.Address, verify_token = Receiver.VerifyToken, fields = new[] { "messages" } }).Json();
        Assert.Equal(bot.AppId, (await owner.Get(bot.Portal + "/apps").Json()).Text("default_app"));

        await owner.Post(path + "/default", new { }).Json();

        Assert.Equal(id, (await owner.Get(bot.Portal + "/apps").Json()).Text("default_app"));
        var person = await bot.Person();
        await person.Send("c1", "hello");
        await second.Next(one => one.MessageText == "hello");
        Assert.Empty(bot.Receiver.All);
        await server.Visitor(made.Text("page_access_token"))
            .Post("/me/messages", new { recipient = new { id = person.Psid }, message = new { text = "hi" } }).Json();
        await owner.Delete(path).Json();
        Assert.False((await owner.Get(bot.Portal + "/apps").Json()).TryGetProperty("default_app", out _));
    }

    [Fact]
    public async Task A_page_has_at_most_twenty_apps()
    {
        var (bot, owner) = await Open();
        for (var i = 1; i < 20; i++)
            await owner.Post(bot.Portal + "/apps", new { name = $"app {i}" }).Json();
        Assert.Equal("app.too_many", await owner.Post(bot.Portal + "/apps", new { name = "one more" }).Problem(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task A_token_may_what_it_was_given_and_ends_when_it_is_revoked()
    {
        var (bot, owner) = await Open();
        var path = bot.PortalApp + "/tokens";
        var person = await bot.Person();
        await person.Send("c1", "hello");
        var made = await owner.Post(path, new { name = "Figures", scopes = new[] { "pages_read_engagement" } }).Json();
        var token = made.Text("page_access_token");
        var reader = server.Visitor(token);

        await reader.Get("/me?fields=name").Json();
        await reader.Get("/me/insights?metric=page_messages_new_conversations_unique").Json();
        await Lacks("pages_messaging", reader.Post("/me/messages", new { recipient = new { id = person.Psid }, message = new { text = "hi" } }));
        await Lacks("pages_manage_metadata", reader.Post("/me/messenger_profile", new { greeting = Array.Empty<object>() }));
        await Lacks("pages_utility_messaging", reader.Get("/me/message_templates"));
        Assert.Equal("forbidden", await reader.Get($"/api/inbox/{bot.PageId}/conversations").Problem(HttpStatusCode.Forbidden));
        var facts = (await server.Visitor().Get($"/debug_token?input_token={token}&access_token={bot.AppToken}").Json()).GetProperty("data");
        Assert.Equal(["pages_read_engagement", "pages_show_list"], facts.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()));

        var listed = (await owner.Get(path).Json()).GetProperty("tokens").EnumerateArray().ToList();
        Assert.Equal(["", "Figures"], listed.Select(one => one.Text("name")));
        Assert.Equal(4, listed[0].GetProperty("scopes").GetArrayLength());
        Assert.DoesNotContain(token, (await owner.Get(path).Json()).ToString(), StringComparison.Ordinal);
        await owner.Delete($"{path}/{made.Text("token_id")}").Json();
        using var ended = await reader.Get("/me");
        Assert.Equal(HttpStatusCode.Unauthorized, ended.StatusCode);
        await owner.Delete($"{path}/{made.Text("token_id")}").Problem(HttpStatusCode.NotFound);
        await owner.Post(path, new { name = "x", scopes = new[] { "everything" } }).Problem(HttpStatusCode.BadRequest);
        await owner.Post(path, new { name = "x", scopes = Array.Empty<string>() }).Problem(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_token_without_settings_reads_the_inbox_and_changes_no_settings()
    {
        var (bot, owner) = await Open();
        var made = await owner.Post(bot.PortalApp + "/tokens", new { name = "Answers", scopes = new[] { "pages_messaging" } }).Json();
        var app = server.Visitor(made.Text("page_access_token"));
        await app.Get($"/api/inbox/{bot.PageId}/conversations").Json();
        await app.Patch($"/api/pages/{bot.PageId}", new { name = "Mine" }).Problem(HttpStatusCode.Forbidden);
        await app.Get(bot.Portal + "/apps").Problem(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task It_is_known_when_a_token_was_last_used()
    {
        var (bot, owner) = await Open();
        var made = await owner.Post(bot.PortalApp + "/tokens", new { name = "Bot" }).Json();
        Assert.False((await Token(owner, bot, "Bot")).TryGetProperty("last_used_at", out _));

        await server.Visitor(made.Text("page_access_token")).Get("/me").Json();

        await Until(async () => (await Token(owner, bot, "Bot")).TryGetProperty("last_used_at", out var at)
            && (server.Clock.GetUtcNow() - at.GetDateTimeOffset()).Duration() < TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Only_members_give_out_keys_and_only_those_who_manage_the_page()
    {
        var (bot, owner) = await Open();
        var (other, _) = await Open();
        await bot.App.Post(bot.Portal + "/apps", new { name = "x" }).Problem(HttpStatusCode.Forbidden);
        await bot.App.Post(bot.PortalApp + "/tokens", new { name = "x" }).Problem(HttpStatusCode.Forbidden);
        await bot.App.Delete(bot.PortalApp).Problem(HttpStatusCode.Forbidden);
        await bot.App.Post(bot.Portal + "/sandbox", new { }).Problem(HttpStatusCode.Forbidden);
        await owner.Post($"{bot.Portal}/apps/{other.AppId}/tokens", new { name = "x" }).Problem(HttpStatusCode.NotFound);
        await owner.Post(other.Portal + "/apps", new { name = "x" }).Problem(HttpStatusCode.NotFound);
        await server.Visitor().Get(bot.PortalApp + "/tokens").Problem(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_person_who_is_erased_is_neither_in_the_log_nor_in_the_queue()
    {
        var (bot, owner) = await Open("messages");
        var (gone, stays) = (await bot.Person(), await bot.Person());
        await gone.Send("c1", "delivered");
        await stays.Send("c1", "kept");
        await bot.Receiver.Until(all => all.Count == 2);
        await owner.Post(bot.PortalApp + "/webhook/pause", new { }).Json();
        await gone.Send("c2", "waits");
        await Until(async () => (await Deliveries(owner, bot)).Count == 3);
        await Until(async () => (await Deliveries(owner, bot, "?state=delivered")).Count == 2);
        var before = (await Deliveries(owner, bot)).First(one => one.Text("psid") == gone.Psid).Text("delivery_id");

        var erased = await owner.Delete($"{bot.Portal}/persons/{gone.Psid}/deliveries").Json();

        Assert.Equal(2, erased.GetProperty("count").GetInt32());
        Assert.Equal([stays.Psid], (await Deliveries(owner, bot)).Select(one => one.Text("psid")));
        await owner.Get($"{bot.Portal}/deliveries/{before}").Problem(HttpStatusCode.NotFound);
        await owner.Post(bot.PortalApp + "/webhook/resume", new { }).Json();
        await stays.Send("c2", "afterwards");
        await bot.Receiver.Next(one => one.MessageText == "afterwards");
        Assert.DoesNotContain(bot.Receiver.All, one => one.MessageText == "waits");
        await owner.Delete($"{bot.Portal}/persons/nobody/deliveries").Problem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_failed_is_found_whether_it_is_tried_again_or_given_up()
    {
        var (bot, owner) = await Open("messages");
        bot.Receiver.Answer = (one, http) =>
        {
            http.Response.StatusCode = one.MessageText == "bad" ? 500 : 200;
            return Task.CompletedTask;
        };
        await (await bot.Person()).Send("c1", "good");
        await (await bot.Person()).Send("c1", "bad");
        await Until(async () => (await Deliveries(owner, bot, "?state=failed")).Count == 1);
        Assert.Equal("waiting", (await Deliveries(owner, bot, "?state=failed"))[0].Text("state"));
        await owner.Delete(bot.PortalApp + "/webhook").Json();
        Assert.Equal("given_up", (await Deliveries(owner, bot, "?state=failed"))[0].Text("state"));
    }

    [Fact]
    public async Task An_address_that_fails_the_handshake_says_how()
    {
        var (bot, owner) = await Open();
        async Task<string> Set(string callback) =>
            await owner.Put(bot.PortalApp + "/webhook", new { callback_url = callback, verify_token = Receiver.VerifyToken }).Problem(HttpStatusCode.BadRequest);
        var address = bot.Receiver.Address.ToString();
        bot.Receiver.Verify = _ => Results.StatusCode(StatusCodes.Status404NotFound);
        Assert.Equal("webhook.not_verified", await Set(address));
        bot.Receiver.Verify = _ => Results.Text("yes");
        Assert.Equal("webhook.no_challenge", await Set(address));
        await bot.DisposeAsync();
        Assert.Equal("webhook.unreachable", await Set(address));
        Assert.Equal("invalid", await Set("nowhere"));
    }

    [Fact]
    public async Task A_sandbox_is_a_page_of_its_own_that_says_what_it_is()
    {
        var (bot, owner) = await Open();
        var first = await owner.Post(bot.Portal + "/sandbox", new { }).Json();
        var second = await owner.Post(bot.Portal + "/sandbox", new { }).Json();

        Assert.EndsWith("-sandbox", first.Text("handle"), StringComparison.Ordinal);
        Assert.EndsWith("-sandbox-2", second.Text("handle"), StringComparison.Ordinal);
        var pages = (await owner.Get("/api/me").Json()).GetProperty("pages").EnumerateArray()
            .ToDictionary(page => page.Text("id"), page => page.GetProperty("sandbox").GetBoolean());
        Assert.Equal((3, false, true), (pages.Count, pages[bot.PageId], pages[first.Text("page_id")]));
        var own = await server.Visitor().Get($"/me?access_token={first.Text("page_access_token")}").Json();
        Assert.Equal(first.Text("page_id"), own.Text("id"));
        await ChatClient.Open(server.Address, first.Text("handle"));
        using var shown = await server.Visitor().Get($"/p/{first.Text("handle")}");
        Assert.Contains("A sandbox", await shown.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_clock_is_moved_from_a_sandbox_only_and_only_if_it_can_be()
    {
        var (bot, owner) = await Open();
        var sandbox = (await owner.Post(bot.Portal + "/sandbox", new { }).Json()).Text("page_id");
        Assert.False((await owner.Get($"/api/platform/{sandbox}/sandbox/clock").Json()).GetProperty("movable").GetBoolean());
        await owner.Post($"/api/platform/{sandbox}/sandbox/clock", new { advance = "PT1H" }).Problem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_chat_may_stand_in_a_frame_of_the_console_and_of_nobody_else()
    {
        var (bot, _) = await Open();
        Assert.Contains("frame-ancestors 'none'", await Policy($"/m/{bot.Handle}"), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'self'", await Policy($"/m/{bot.Handle}?in=console"), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", await Policy("/console/inbox?in=console"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_reference_of_the_Graph_has_a_sentence_for_each_of_its_calls()
    {
        var document = await server.Visitor().Get("/openapi/graph.json").Json();
        var calls = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(call => (Path: path.Name, Call: call))).ToList();
        Assert.Contains(calls, call => call is { Path: "/me/messages", Call.Name: "post" });
        Assert.Contains(calls, call => call.Path == "/oauth/access_token");
        Assert.All(calls, call => Assert.False(
            call.Call.Value.GetProperty("tags")[0].GetString() == "Other", $"{call.Call.Name} {call.Path} has no words in GraphWords."));
        Assert.Equal(calls.Count, calls.Select(call => call.Call.Value.Text("operationId")).Distinct().Count());
    }

    async Task<(Bot Bot, HttpClient Owner)> Open(string? fields = null)
    {
        var email = $"{Ids.NewSecret()}@example.org";
        var page = await server.MakePage(ownerEmail: email);
        var bot = new Bot(server, page, await Receiver.Start());
        bots.Add(bot);
        if (fields is not null)
            await bot.Subscribe(fields);
        return (bot, await server.SignIn(page, email));
    }

    async Task<string> Policy(string path)
    {
        using var answer = await server.Visitor().Get(path);
        return Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
    }

    static async Task Lacks(string scope, Task<HttpResponseMessage> call)
    {
        using var answer = await call;
        var error = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel)).RootElement.GetProperty("error");
        Assert.Equal((HttpStatusCode.Forbidden, 200), (answer.StatusCode, error.GetProperty("code").GetInt32()));
        Assert.Contains(scope, error.Text("message"), StringComparison.Ordinal);
    }

    static async Task<IReadOnlyList<JsonElement>> Apps(HttpClient owner, Bot bot) =>
        [.. (await owner.Get(bot.Portal + "/apps").Json()).GetProperty("apps").EnumerateArray()];

    static async Task<IReadOnlyList<JsonElement>> Deliveries(HttpClient owner, Bot bot, string query = "") =>
        [.. (await owner.Get($"{bot.Portal}/deliveries{query}").Json()).GetProperty("deliveries").EnumerateArray()];

    static async Task<JsonElement> Token(HttpClient owner, Bot bot, string name) =>
        (await owner.Get(bot.PortalApp + "/tokens").Json()).GetProperty("tokens").EnumerateArray().Single(one => one.Text("name") == name);

    static async Task Until(Func<Task<bool>> isSo)
    {
        for (var waited = 0; !await isSo(); waited++)
        {
            Assert.True(waited < 300, "It did not come about within half a minute.");
            await Task.Delay(100, Cancel);
        }
    }
}
