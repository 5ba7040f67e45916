using System.Text.Json;

namespace Charla.Server.Tests.Graph;

public sealed class TokenAndSmallCallTests(ServerFixture server)
{
    static JsonElement Data(JsonElement answer) => answer.GetProperty("data");

    [Fact]
    [Wire("GET debug_token", "app_id", "type", "application", "is_valid", "issued_at", "scopes", "profile_id")]
    [Wire("GET debug_token", "expires_at", Differs = "always 0: tokens hold until they are replaced")]
    public async Task An_app_looks_at_its_tokens()
    {
        var (bot, other) = (await Bot.Open(server), await Bot.Open(server));
        var app = Uri.EscapeDataString(bot.AppToken);
        var facts = Data(await bot.Http.Get($"/debug_token?input_token={bot.Token}&access_token={app}").Json());
        Assert.True(facts.GetProperty("is_valid").GetBoolean());
        Assert.Equal(("PAGE", bot.AppId, $"{bot.Page}"), (facts.Text("type"), facts.Text("app_id"), facts.Text("profile_id")));
        Assert.True(facts.GetProperty("issued_at").GetInt64() > 0);
        Assert.Contains("pages_messaging", facts.GetProperty("scopes").ToString(), StringComparison.Ordinal);
        Assert.Equal("APP", Data(await bot.Get($"/v12.0/debug_token?input_token={app}")).Text("type"));
        foreach (var token in new[] { other.Token, "nonsense" })
            Assert.False(Data(await bot.Http.Get($"/debug_token?input_token={token}&access_token={app}").Json()).GetProperty("is_valid").GetBoolean());
        await bot.Http.Get($"/debug_token?access_token={app}").GraphError(100);
    }

    [Fact]
    [Wire("GET oauth/access_token", "grant_type=client_credentials")]
    [Wire(
        "GET oauth/access_token", "grant_type=fb_exchange_token",
        Differs = "gives the token back that was sent: it does not expire")]
    [Wire("POST oauth/access_token", "as GET")]
    [Wire(
        "GET oauth/access_token", "the log-in of people",
        Not = "nobody logs in at an app with Charla; a page's token comes with the page and is replaced in the console")]
    [Wire("errors", "1")]
    public async Task An_app_gets_its_own_token_for_its_secret()
    {
        var bot = await Bot.Open(server);
        var issued = await bot.Http.Get($"/v12.0/oauth/access_token?grant_type=client_credentials&client_id={bot.AppId}&client_secret={bot.AppSecret}").Json();
        Assert.Equal((bot.AppToken, "bearer"), (issued.Text("access_token"), issued.Text("token_type")));
        var longer = await bot.Http.Get($"/oauth/access_token?grant_type=fb_exchange_token&client_id={bot.AppId}&client_secret={bot.AppSecret}&fb_exchange_token={bot.Token}").Json();
        Assert.Equal(bot.Token, longer.Text("access_token"));
        await bot.Http.Get($"/oauth/access_token?grant_type=client_credentials&client_id={bot.AppId}&client_secret=x").GraphError(1);
        await bot.Http.Get($"/oauth/access_token?grant_type=x&client_id={bot.AppId}&client_secret={bot.AppSecret}").GraphError(100);
        await bot.Http.Get("/oauth/access_token").GraphError(100);
        await bot.Http.Get("/oauth/authorize").GraphError(2500);
    }

    [Fact]
    [Wire(
        "POST {page}/nlp_configs",
        Differs = "answered with success; messages are not analysed, so events carry no nlp")]
    [Wire("GET {page}/messaging_feature_review", Differs = "everything is approved")]
    [Wire("POST {page}/unlink_accounts", "psid", "result")]
    [Wire("POST {app}/activities", Differs = "answered with success; nobody keeps statistics of apps")]
    [Wire("GET sticker_packs", Differs = "an empty list: there are no stickers but emoji")]
    [Wire("GET sticker_search", Differs = "an empty list")]
    [Wire("errors", "10303")]
    public async Task Small_calls_are_answered_as_clients_expect()
    {
        var bot = await Bot.Open(server);
        var person = await bot.Person();
        Assert.True((await bot.Post("/me/nlp_configs?nlp_enabled=true", new { model = "ENGLISH" })).GetProperty("success").GetBoolean());
        Assert.Equal(["approved"], (await bot.Get("/me/messaging_feature_review")).TextsIn("status"));
        Assert.Equal("unlink account success", (await bot.Post("/me/unlink_accounts", new { psid = person.Psid })).Text("result"));
        Assert.True((await bot.Http.Post($"/v12.0/{bot.AppId}/activities", new { @event = "CUSTOM_APP_EVENTS" }).Json()).GetProperty("success").GetBoolean());
        await bot.Http.Post("/1/activities", new { }).GraphError(100, 33);
        await bot.Http.Post(bot.Url("/me/unlink_accounts"), new { psid = "1" }).GraphError(100, 2018001);
        await bot.Http.Get(bot.Url("/me?fields=recipient&account_linking_token=x")).GraphError(10303);
        Assert.Empty((await bot.Get("/sticker_packs")).TextsIn("id"));
        Assert.Empty((await bot.Get("/v23.0/sticker_search?q=cat")).TextsIn("id"));
        await bot.Http.Get(bot.Url("/sticker_search?q=c")).GraphError(100);
        await bot.Http.Get(bot.Url("/sticker_packs/1/stickers")).GraphError(100, 33);
    }

    [Fact]
    [Wire("GET page_message_tags", "tag", "description")]
    public async Task The_tags_are_those_of_the_pages_policy()
    {
        var bot = await Bot.Open(server);
        var tags = await bot.Get("/v12.0/page_message_tags");
        Assert.Contains("HUMAN_AGENT", tags.TextsIn("tag"));
        Assert.Contains("ACCOUNT_UPDATE", tags.TextsIn("tag"));
        Assert.All(tags.TextsIn("description"), Assert.NotEmpty);
        await bot.Http.Get("/v12.0/page_message_tags").GraphError(190);
    }

    [Fact]
    [Wire("GET {page}/accounts", Not = "there are no tokens of users: each page gives its own token")]
    public async Task There_are_no_tokens_of_persons()
    {
        var bot = await Bot.Open(server);
        Assert.Contains("(accounts)", (await bot.Http.Get(bot.Url("/me/accounts")).GraphError(100)).Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    [Wire("GET {psid}/ids_for_pages", Differs = "one id: a page knows nothing of a person's other pages")]
    [Wire("GET {psid}/ids_for_apps", Differs = "an empty list")]
    public async Task A_person_has_one_id_here()
    {
        var bot = await Bot.Open(server);
        var person = await bot.Person();
        var pages = (await bot.Get($"/{person.Psid}/ids_for_pages")).GetProperty("data")[0];
        Assert.Equal((person.Psid, $"{bot.Page}"), (pages.Text("id"), pages.GetProperty("page").Text("id")));
        Assert.Empty((await bot.Get($"/{person.Psid}/ids_for_apps")).TextsIn("id"));
    }

    [Fact]
    [Wire("POST {page}/messenger_codes", "type", "image_size", "uri")]
    [Wire(
        "POST {page}/messenger_codes", "data.ref",
        Differs = "at most 200 of A-Z, a-z, 0-9, _, =, . and -; the picture is a QR code")]
    public async Task A_code_is_a_picture_that_can_be_fetched()
    {
        var bot = await Bot.Open(server);
        var made = await bot.Post("/v2.6/me/messenger_codes", new { type = "standard", image_size = 300, data = new { @ref = "table-7" } });
        using var picture = await bot.Http.GetAsync(new Uri(made.Text("uri")), TestContext.Current.CancellationToken);
        Assert.Equal("image/png", picture.Content.Headers.ContentType?.MediaType);
        foreach (var body in new object[] { new { image_size = 99 }, new { image_size = "x" }, new { type = "round" }, new { data = new { @ref = "a b" } } })
            await bot.Http.Post(bot.Url("/me/messenger_codes"), body).GraphError(100);
    }

    [Fact]
    [Wire(
        "GET {page}/insights", "metric", "period", "since", "until", "date_preset", "values",
        "page_messages_total_messaging_connections", "page_messages_new_conversations_unique",
        "page_messages_blocked_conversations_unique", "page_messages_active_threads_unique")]
    [Wire(
        "GET {page}/insights", "page_messages_reported_conversations_unique",
        "page_messages_reported_conversations_by_report_type_unique", "page_messages_feedback_by_action_unique",
        Differs = "always nothing: nobody can report a page here")]
    [Wire("GET {page}/insights/{metric}")]
    [Wire("errors", "3001/1504028")]
    public async Task Insights_count_what_happened()
    {
        var bot = await Bot.Open(server);
        var (rosa, juan) = (await bot.Person(), await bot.Person());
        await rosa.Say("hello");
        await rosa.Say("again");
        await juan.Say("hello");
        await juan.Device.Post("/api/chat/block", new { on = true }).Json();
        const string connections = "page_messages_total_messaging_connections";
        const string begun = "page_messages_new_conversations_unique";
        const string blocked = "page_messages_blocked_conversations_unique";
        var path = $"/v12.0/me/insights/?metric={connections},{begun},{blocked}&date_preset=today";
        JsonElement read = default;
        for (var attempt = 0; attempt < 100; attempt++)
        {
            read = await bot.Get(path);
            if (Value(read, 0) == 2 && Value(read, 2) == 1)
                break;
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.Equal([2, 2, 1], Enumerable.Range(0, 3).Select(at => Value(read, at)));
        Assert.Equal([connections, begun, blocked], read.TextsIn("name"));
        Assert.Equal($"{bot.Page}/insights/{connections}/day", read.TextsIn("id").First());
        Assert.Equal(2, Value(await bot.Get("/me/insights?metric=page_messages_active_threads_unique&period=week&date_preset=today"), 0));
        var byKind = await bot.Get("/me/insights?metric=page_messages_reported_conversations_by_report_type_unique");
        Assert.Equal(JsonValueKind.Object, byKind.GetProperty("data")[0].GetProperty("values")[0].GetProperty("value").ValueKind);
        Assert.Equal(2, Value(await bot.Get($"/me/insights/{begun}?period=days_28&date_preset=today"), 0));
        Assert.Equal(2, (await bot.Get($"/me/insights?metric={begun}")).GetProperty("data")[0].GetProperty("values").GetArrayLength());
        await bot.Http.Get(bot.Url("/me/insights")).GraphError(3001, 1504028);
        await bot.Http.Get(bot.Url("/me/insights?metric=happiness")).GraphError(100);
        await bot.Http.Get(bot.Url($"/me/insights?metric={begun}&period=decade")).GraphError(100);
        await bot.Http.Get(bot.Url($"/me/insights?metric={begun}&since=2020-01-01&until=2026-01-01")).GraphError(100);
        await bot.Http.Get(bot.Url($"/me/insights?metric={begun}&since=soon")).GraphError(100);
    }

    static long Value(JsonElement read, int at) =>
        read.GetProperty("data")[at].GetProperty("values").EnumerateArray().Last().GetProperty("value").GetInt64();
}
