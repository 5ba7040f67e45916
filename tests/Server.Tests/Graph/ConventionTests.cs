using System.Net;
using System.Text;
using System.Text.Json;

namespace Charla.Server.Tests.Graph;

/// <summary>Section 1 of the wire: tokens, methods, errors, fields and lists, whatever is called.</summary>
public sealed class ConventionTests(ServerFixture server)
{
    [Fact]
    [Wire("errors", "190")]
    public async Task Without_a_token_nobody_is_served()
    {
        var bot = await Bot.Open(server);
        foreach (var path in new[] { "/me", "/v12.0/me/messages", $"/{bot.Page}", "/debug_token", "/v12.0" })
            await bot.Http.Get(path).GraphError(190, status: HttpStatusCode.Unauthorized);
        foreach (var token in new[] { "x", "page_unknown", $"{bot.AppId}|wrong", "1|2", "|", "é" })
            await bot.Http.Get($"/me?access_token={Uri.EscapeDataString(token)}").GraphError(190, status: HttpStatusCode.Unauthorized);
    }

    [Fact]
    [Wire("errors", "190/467")]
    public async Task A_replaced_token_says_that_it_was_replaced()
    {
        var email = $"{Charla.Kernel.Ids.NewSecret()}@example.org";
        var page = await server.MakePage(ownerEmail: email);
        var bot = new Bot(server, page);
        await bot.Get("/me");
        var owner = await server.SignIn(page, email);
        await owner.Post($"/api/pages/{bot.Page}/tokens", new { }).Json();
        await bot.Http.Get(bot.Url("/me")).GraphError(190, 467, HttpStatusCode.Unauthorized);
    }

    [Fact]
    [Wire("errors", "100/33", "200", "2500")]
    public async Task What_is_not_there_or_not_ours_is_told_apart()
    {
        var (bot, other) = (await Bot.Open(server), await Bot.Open(server));
        await bot.Http.Get(bot.Url($"/{other.Page}")).GraphError(200, status: HttpStatusCode.Forbidden);
        await bot.Http.Post(bot.Url($"/{other.Page}/messages"), new { }).GraphError(200);
        await bot.Http.Get(bot.Url("/12345")).GraphError(100, 33);
        await bot.Http.Get(bot.Url("/m_zzz_1")).GraphError(100, 33);
        await bot.Http.Get(bot.Url("/t_1")).GraphError(100, 33);
        await bot.Http.Get(bot.Url($"/{(await other.Person()).Psid}")).GraphError(100, 33);
        await bot.Http.Get(bot.Url("/me/nothing_such")).GraphError(2500);
        await bot.Http.Post(bot.Url("/v12.0/me/nothing_such"), new { }).GraphError(2500);
        await bot.Http.Get(bot.Url("/v12.0/")).GraphError(2500);
        await bot.Http.Get(bot.Url("/v12.0/nothing/such")).GraphError(100, 33);
        await bot.Ask(HttpMethod.Put, bot.Url("/me/messages")).GraphError(2500);
        await bot.Ask(HttpMethod.Delete, bot.Url("/me")).GraphError(100, 33);
    }

    [Fact]
    [Wire("token", "the app's token, APP_ID|APP_SECRET", "a page's token")]
    [Wire("GET {app}", "id", "name")]
    [Wire("errors", "15")]
    public async Task An_app_has_calls_of_its_own_and_a_page_has_its_own()
    {
        var bot = await Bot.Open(server);
        var app = Uri.EscapeDataString(bot.AppToken);
        Assert.Equal(bot.AppId, (await bot.Http.Get($"/me?access_token={app}").Json()).Text("id"));
        Assert.Equal(bot.AppId, (await bot.Get($"/{bot.AppId}")).Text("id"));
        await bot.Http.Get(bot.Url($"/{bot.AppId}/subscriptions")).GraphError(15);
        await bot.Http.Get($"/{bot.Page}/conversations?access_token={app}").GraphError(190);
        await bot.Http.Get($"/me/personas?access_token={app}").GraphError(190);
    }

    [Fact]
    [Wire("path", "POST with method=delete or method=get")]
    public async Task A_post_may_say_another_method()
    {
        var bot = await Bot.Open(server);
        var read = await bot.Post("/me?method=get", new { fields = "name" });
        Assert.Equal("Luna Bakery", read.Text("name"));
        var persona = await bot.Persona("Kim");
        Assert.True((await bot.Post($"/{persona}", new { method = "delete" })).GetProperty("success").GetBoolean());
        await bot.Http.Get(bot.Url($"/{persona}")).GraphError(100, 33);
    }

    [Fact]
    [Wire("body", "a JSON body of GET and DELETE")]
    public async Task A_get_may_have_a_body()
    {
        var bot = await Bot.Open(server);
        using var content = new StringContent($$"""{"access_token":"{{bot.Token}}","fields":["username","id"]}""", Encoding.UTF8, "application/json");
        var page = await bot.Ask(HttpMethod.Get, "/v12.0/me", content).Json();
        Assert.Equal(bot.Handle, page.Text("username"));
        using var empty = new StringContent("{}", Encoding.UTF8, "application/json");
        Assert.Equal($"{bot.Page}", (await bot.Ask(HttpMethod.Get, bot.Url("/me"), empty).Json()).Text("id"));
    }

    [Fact]
    [Wire(
        "fields", "only the asked fields and id", "an unknown field is refused", "a field without a value is left out")]
    [Wire("GET {page}", "id", "name", "username", "messaging_feature_status")]
    public async Task Only_the_asked_fields_come_and_the_id()
    {
        var bot = await Bot.Open(server);
        Assert.Equal(["name", "id"], Names(await bot.Get("/me")));
        Assert.Equal(["username", "id"], Names(await bot.Get("/me?fields=username,phone")));
        Assert.False((await bot.Get("/me?fields=messaging_feature_status")).GetProperty("messaging_feature_status").GetProperty("hop_v2").GetBoolean());
        Assert.Contains("(x)", (await bot.Http.Get(bot.Url("/me?fields=id,x")).GraphError(100)).Text("message"), StringComparison.Ordinal);
        foreach (var broken in new[] { "a{", "a.limit(", "{id}", "a}" })
            await bot.Http.Get(bot.Url($"/me?fields={Uri.EscapeDataString(broken)}")).GraphError(100);
    }

    [Fact]
    [Wire(
        "GET {page}", "about", "category", "phone", "single_line_address", "link", "picture", "access_token",
        "is_published")]
    public async Task A_page_tells_of_itself_what_people_can_see()
    {
        var email = $"{Charla.Kernel.Ids.NewSecret()}@example.org";
        var page = await server.MakePage(ownerEmail: email);
        var bot = new Bot(server, page);
        var owner = await server.SignIn(page, email);
        await owner.Patch($"/api/pages/{bot.Page}", new
        {
            about = new { en = "Sourdough" },
            category = "Bakery",
            phone = "+34 600 000 000",
            address = "Calle de la Luna 7",
        }).Json();
        var read = await bot.Get("/me?fields=about,category,phone,single_line_address,link,picture,access_token,is_published");
        Assert.Equal(
            ("Sourdough", "Bakery", "+34 600 000 000", "Calle de la Luna 7", bot.Token),
            (read.Text("about"), read.Text("category"), read.Text("phone"), read.Text("single_line_address"), read.Text("access_token")));
        Assert.EndsWith($"/p/{bot.Handle}", read.Text("link"), StringComparison.Ordinal);
        Assert.True(read.GetProperty("is_published").GetBoolean());
        Assert.False(read.TryGetProperty("picture", out _));
    }

    static IEnumerable<string> Names(JsonElement json) => json.EnumerateObject().Select(one => one.Name);

    [Fact]
    [Wire(
        "paging", "limit", "after", "before", "paging.cursors", "paging.next", "paging.previous",
        "a cursor past the end")]
    [Wire("GET {page}/custom_labels", "fields")]
    public async Task A_list_is_walked_by_its_cursors_and_by_its_addresses_both_ways()
    {
        var bot = await Bot.Open(server);
        var made = new List<string>();
        for (var number = 0; number < 5; number++)
            made.Add((await bot.Post("/v12.0/me/custom_labels", new { page_label_name = $"label {number}" })).Text("id"));

        var first = await bot.Get("/v12.0/me/custom_labels?limit=2&fields=page_label_name");
        Assert.Equal(["label 0", "label 1"], first.TextsIn("page_label_name"));
        Assert.False(first.GetProperty("paging").TryGetProperty("previous", out _));
        var second = await bot.Http.Get(new Uri(first.GetProperty("paging").Text("next")).PathAndQuery).Json();
        Assert.Equal(["label 2", "label 3"], second.TextsIn("page_label_name"));
        var back = await bot.Http.Get(new Uri(second.GetProperty("paging").Text("previous")).PathAndQuery).Json();
        Assert.Equal(["label 0", "label 1"], back.TextsIn("page_label_name"));
        var after = second.GetProperty("paging").GetProperty("cursors").Text("after");
        var last = await bot.Get($"/v12.0/me/custom_labels?limit=2&after={after}");
        Assert.Equal([made[4]], last.TextsIn("id"));
        Assert.False(last.GetProperty("paging").TryGetProperty("next", out _));
        after = last.GetProperty("paging").GetProperty("cursors").Text("after");
        foreach (var cursor in new[] { after, "nonsense", "MA", "%00" + after })
        {
            var end = await bot.Get($"/v12.0/me/custom_labels?after={cursor}");
            Assert.Equal("""{"data":[]}""", end.ToString());
        }

        await bot.Http.Get(bot.Url("/me/custom_labels?limit=many")).GraphError(100);
    }

    [Fact]
    [Wire(
        "body", "at most 1 MB of JSON",
        Differs = "larger bodies are refused with code 100; files come as multipart, up to 25 MB")]
    public async Task Bodies_that_are_too_large_are_refused_in_the_same_shape()
    {
        var bot = await Bot.Open(server);
        using var content = new StringContent($$"""{"message":"{{new string('x', 2 << 20)}}"}""", Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, bot.Url("/me/messages")) { Content = content };
        request.Headers.ExpectContinue = true;
        await bot.Http.SendAsync(request, TestContext.Current.CancellationToken).GraphError(100);
    }

    [Fact]
    [Wire("token", "a browser's cookie", Not = "a session of the console opens no call")]
    public async Task No_cookie_opens_the_door()
    {
        var email = $"{Charla.Kernel.Ids.NewSecret()}@example.org";
        var page = await server.MakePage(ownerEmail: email);
        var owner = await server.SignIn(page, email);
        await owner.Get($"/{page.Text("page_id")}").GraphError(190);
    }
}
