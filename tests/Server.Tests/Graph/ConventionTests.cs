using System.Net;
using System.Text;
using System.Text.Json;

namespace Charla.Server.Tests.Graph;

/// <summary>Section 1 of the wire: tokens, methods, errors, fields and lists, whatever is called.</summary>
public sealed class ConventionTests(ServerFixture server)
{
    [Fact]
    public async Task Without_a_token_nobody_is_served()
    {
        var bot = await Bot.Open(server);
        foreach (var path in new[] { "/me", "/v12.0/me/messages", $"/{bot.Page}", "/debug_token", "/v12.0" })
            await bot.Http.Get(path).GraphError(190, status: HttpStatusCode.Unauthorized);
        foreach (var token in new[] { "x", "page_unknown", $"{bot.AppId}|wrong", "1|2", "|", "é" })
            await bot.Http.Get($"/me?access_token={Uri.EscapeDataString(token)}").GraphError(190, status: HttpStatusCode.Unauthorized);
    }

    [Fact]
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
    public async Task An_app_has_calls_of_its_own_and_a_page_has_its_own()
    {
        var bot = await Bot.Open(server);
        var app = Uri.EscapeDataString(bot.AppToken);
        Assert.Equal(bot.AppId, (await bot.Http.Get($"/me?access_token={app}").Json()).Text("id"));
        Assert.Equal(bot.AppId, (await bot.Get($"/{bot.AppId}")).Text("id"));
        await bot.Http.Get($"/{bot.Page}/conversations?access_token={app}").GraphError(190);
        await bot.Http.Get($"/me/personas?access_token={app}").GraphError(190);
    }

    [Fact]
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

    static IEnumerable<string> Names(JsonElement json) => json.EnumerateObject().Select(one => one.Name);

    [Fact]
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
    public async Task Bodies_that_are_too_large_are_refused_in_the_same_shape()
    {
        var bot = await Bot.Open(server);
        using var content = new StringContent($$"""{"message":"{{new string('x', 2 << 20)}}"}""", Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, bot.Url("/me/messages")) { Content = content };
        request.Headers.ExpectContinue = true;
        await bot.Http.SendAsync(request, TestContext.Current.CancellationToken).GraphError(100);
    }

    [Fact]
    public async Task No_cookie_opens_the_door()
    {
        var email = $"{Charla.Kernel.Ids.NewSecret()}@example.org";
        var page = await server.MakePage(ownerEmail: email);
        var owner = await server.SignIn(page, email);
        await owner.Get($"/{page.Text("page_id")}").GraphError(190);
    }
}
