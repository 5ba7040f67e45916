using System.Net;
using System.Text.Json;
using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Pages.Contracts;
using Charla.Server.Tests.Inbox;
using Microsoft.Extensions.DependencyInjection;

namespace Charla.Server.Tests.Webhooks;

/// <summary>What an app sets up for a page, as people find it, and as the app hears of what they do with it.</summary>
public sealed class ShownProfileTests(LoopbackServer server) : IClassFixture<LoopbackServer>
{
    const string Profile = "/me/messenger_profile";
    const string Fields = "messages,messaging_postbacks,inbox_labels";

    const string Whole = """
        {"greeting":[{"locale":"default","text":"Hello {{user_first_name}}!"},{"locale":"es_ES","text":"¡Hola {{user_first_name}}!"}],
         "get_started":{"payload":"START"},
         "persistent_menu":[{"locale":"default","call_to_actions":[
           {"type":"postback","title":"Hours","payload":"HOURS"},
           {"type":"web_url","title":"Shop","url":"https://shop.example/all","webview_height_ratio":"tall"}]}],
         "whitelisted_domains":["https://shop.example"],
         "commands":[{"locale":"default","commands":[{"name":"order","description":"Orders something"}]}]}
        """;

    [Fact]
    [Wire(
        "POST {page}/messenger_profile", "people are shown it",
        Differs = "while the page's default app is told of messages; else the front desk speaks")]
    public async Task People_find_what_the_app_set_for_as_long_as_it_listens()
    {
        await using var bot = await Bot.Open(server, fields: null);
        await bot.App.PostRaw(Profile, Whole).Json();
        Assert.False((await Entry(bot)).TryGetProperty("menu", out _));

        await bot.Subscribe(Fields);
        var entry = await Entry(bot);
        Assert.Equal("Hello!", entry.Text("greeting"));
        Assert.Equal("START", entry.GetProperty("get_started").Text("payload"));
        Assert.Equal(0, entry.GetProperty("starters").GetArrayLength());
        Assert.Equal(["Hours", "Shop"], entry.GetProperty("menu").GetProperty("items").EnumerateArray().Select(item => item.Text("title")));
        Assert.Equal("order", entry.GetProperty("commands")[0].Text("name"));
        Assert.Equal("https://shop.example", entry.GetProperty("sites")[0].GetString());
        Assert.Equal("¡Hola!", (await Entry(bot, "es")).Text("greeting"));
        Assert.EndsWith("; frame-src https://shop.example", await Policy(bot), StringComparison.Ordinal);

        await bot.App.PostRaw(Profile, """{"ice_breakers":[{"question":"Where are you?","payload":"WHERE"}]}""").Json();
        entry = await Entry(bot);
        Assert.False(entry.TryGetProperty("get_started", out _));
        Assert.Equal("Where are you?", entry.GetProperty("starters")[0].Text("title"));

        await bot.App.Delete("/me/subscribed_apps").Json();
        entry = await Entry(bot);
        Assert.False(entry.TryGetProperty("menu", out _));
        Assert.NotEqual("Hello!", entry.Text("greeting"));
        Assert.DoesNotContain("frame-src", await Policy(bot), StringComparison.Ordinal);
    }

    [Fact]
    [Wire("POST {page}/custom_user_settings", "the person is shown their own menu")]
    public async Task A_persons_name_and_own_menu_are_there_when_they_come_back()
    {
        await using var bot = await Bot.Open(server, Fields);
        await bot.App.PostRaw(Profile, Whole).Json();
        var person = await bot.Person();
        await ChatClient.Ok(person.Request(HttpMethod.Patch, "/api/chat/person", System.Net.Http.Json.JsonContent.Create(new { name = "Noor Haddad" })));
        var own = JsonDocument.Parse("""[{"locale":"default","composer_input_disabled":true,"call_to_actions":[{"type":"postback","title":"Mine","payload":"MINE"}]}]""");
        await bot.App.Post("/me/custom_user_settings", new { psid = person.Psid, persistent_menu = own.RootElement }).Json();

        var entry = (await person.Get("/api/chat/session")).GetProperty("entry");

        Assert.Equal("Hello Noor!", entry.Text("greeting"));
        Assert.Equal("Mine", entry.GetProperty("menu").GetProperty("items")[0].Text("title"));
        Assert.True(entry.GetProperty("menu").GetProperty("input_disabled").GetBoolean());
        Assert.Equal("Hours", (await Entry(bot)).GetProperty("menu").GetProperty("items")[0].Text("title"));
    }

    [Fact]
    [Wire("event: messages", "commands")]
    public async Task A_command_that_is_written_is_named_to_the_app()
    {
        await using var bot = await Bot.Open(server, Fields);
        await bot.App.PostRaw(Profile, Whole).Json();
        var person = await bot.Person();
        await person.Send("c1", "/order two loaves");
        await person.Send("c2", "50/order");

        var message = (await bot.Receiver.Next(one => one.MessageText == "/order two loaves")).Event.GetProperty("message");
        Assert.Equal("order", Assert.Single(message.GetProperty("commands").EnumerateArray().ToList()).Text("name"));
        var plain = (await bot.Receiver.Next(one => one.MessageText == "50/order")).Event.GetProperty("message");
        Assert.False(plain.TryGetProperty("commands", out _));
    }

    [Fact]
    [Wire("event: messaging_postbacks", "payload only to the app that made the button")]
    public async Task What_a_button_means_is_told_to_the_app_that_made_it()
    {
        await using var bot = await Bot.Open(server, Fields + ",standby");
        await bot.App.PostRaw(Profile, Whole).Json();
        await using var other = await Receiver.Start();
        using var program = await SecondApp(bot, other, Fields + ",standby");
        var person = await bot.Person();
        await Tap(person, "t1", "Hours", "HOURS");
        var sent = await bot.App.Post("/me/messages", Buttons(person.Psid, "FIRST")).Json();
        await Tap(person, "t2", "Tap", "FIRST", sent.Text("message_id"));

        Assert.Equal("HOURS", (await PostbackOf(bot.Receiver, "Hours")).Text("payload"));
        Assert.Equal("FIRST", (await PostbackOf(bot.Receiver, "Tap")).Text("payload"));
        Assert.False((await PostbackOf(other, "Tap")).TryGetProperty("payload", out _));

        await bot.App.Post("/me/pass_thread_control", new { recipient = new { id = person.Psid }, target_app_id = program.AppId }).Json();
        await Tap(person, "t3", "Menu again", "HOURS");
        sent = await program.Http.Post("/me/messages", Buttons(person.Psid, "SECOND")).Json();
        await Tap(person, "t4", "Theirs", "SECOND", sent.Text("message_id"));
        Assert.False((await PostbackOf(other, "Menu again")).TryGetProperty("payload", out _));
        Assert.Equal("SECOND", (await PostbackOf(other, "Theirs")).Text("payload"));
        Assert.False((await PostbackOf(bot.Receiver, "Theirs")).TryGetProperty("payload", out _));
    }

    [Fact]
    public async Task A_tap_names_a_message_of_its_own_conversation()
    {
        await using var bot = await Bot.Open(server, Fields);
        var (person, somebody) = (await bot.Person(), await bot.Person());
        var theirs = await somebody.Send("c1", "hello");
        foreach (var id in (string[])["", "m_x", theirs.Text("message_id")])
        {
            Assert.Equal("not_found", await ChatClient.Refused(
                person.Post("/api/chat/messages", new { client_id = "t1", postback = new { title = "a", payload = "b", message_id = id } }), 404));
        }
    }

    [Fact]
    [Wire("event: inbox_labels", "user.id", "action add, remove", "label.id, label.page_label_name")]
    public async Task Labels_are_told_when_they_are_put_on_and_taken_off()
    {
        await using var bot = await Bot.Open(server, Fields);
        var person = await bot.Person();
        var label = (await bot.App.Post("/me/custom_labels", new { page_label_name = "regular" }).Json()).Text("id");
        for (var i = 0; i < 2; i++)
            await bot.App.Post($"/{label}/label", new { user = person.Psid }).Json();
        await bot.App.Delete($"/{label}/label?user={person.Psid}").Json();
        await bot.App.Delete($"/{label}/label?user={person.Psid}").Json();
        await person.Send("c1", "the end");

        var all = (await bot.Receiver.Until(all => all.Count == 3)).Select(one => one.Json.GetProperty("entry")[0]).ToList();
        var changes = all.Where(entry => entry.TryGetProperty("changes", out _)).Select(entry => entry.GetProperty("changes")[0]).ToList();
        Assert.Equal(["add", "remove"], changes.Select(change => change.GetProperty("value").Text("action")));
        Assert.All(changes, change => Assert.Equal(
            ("inbox_labels", person.Psid, label, "regular"),
            (change.Text("field"),
                change.GetProperty("value").GetProperty("user").Text("id"),
                change.GetProperty("value").GetProperty("label").Text("id"),
                change.GetProperty("value").GetProperty("label").Text("page_label_name"))));
    }

    async Task<JsonElement> Entry(Bot bot, string locale = "en") =>
        (await server.Visitor().Post($"/api/chat/{bot.Handle}/sessions", new { locale }).Json()).GetProperty("entry");

    async Task<string> Policy(Bot bot)
    {
        using var shell = await server.Visitor().Get($"/m/{bot.Handle}");
        Assert.NotEqual(HttpStatusCode.NotFound, shell.StatusCode);
        return shell.Headers.GetValues("Content-Security-Policy").Single();
    }

    static Task<JsonElement> Tap(ChatClient person, string clientId, string title, string payload, string? messageId = null) =>
        ChatClient.Ok(person.Post("/api/chat/messages", new { client_id = clientId, postback = new { title, payload, message_id = messageId } }));

    static async Task<JsonElement> PostbackOf(Receiver receiver, string title) => Postbacks(
        await receiver.Until(all => Postbacks(all).Any(one => one.Text("title") == title))).First(one => one.Text("title") == title);

    static IEnumerable<JsonElement> Postbacks(IEnumerable<Received> all) =>
        from one in all
        let entry = one.Json.GetProperty("entry")[0]
        let happened = entry.TryGetProperty("standby", out var standby) ? standby[0] : entry.TryGetProperty("messaging", out var own) ? own[0] : default
        where happened.ValueKind == JsonValueKind.Object && happened.TryGetProperty("postback", out _)
        select happened.GetProperty("postback");

    static object Buttons(string psid, string payload) => new
    {
        recipient = new { id = psid },
        message = new
        {
            attachment = new
            {
                type = "template",
                payload = new { template_type = "button", text = "Well?", buttons = new[] { new { type = "postback", title = "Tap", payload } } },
            },
        },
    };

    async Task<SecondProgram> SecondApp(Bot bot, Receiver receiver, string fields)
    {
        var page = (await server.Services.GetRequiredService<PageDirectory>().Find(PageId.Parse(bot.PageId, null)))!;
        var keys = await server.Services.GetRequiredService<Apps>().Create(page.Business, page.Id, "Second");
        await server.Visitor().Post($"/{keys.AppId}/subscriptions", new
        {
            @object = "page",
            callback_url = receiver.Address.ToString(),
            verify_token = Receiver.VerifyToken,
            fields,
            access_token = $"{keys.AppId}|{keys.AppSecret}",
        }).Json();
        var http = server.Visitor(keys.PageAccessToken);
        await http.Post("/me/subscribed_apps", new { subscribed_fields = fields }).Json();
        return new SecondProgram(keys.AppId, http);
    }

    sealed record SecondProgram(string AppId, HttpClient Http) : IDisposable
    {
        public void Dispose() => Http.Dispose();
    }
}
