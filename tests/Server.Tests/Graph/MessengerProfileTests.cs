using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Charla.Server.Tests.Graph;

/// <summary>Section 5 of the wire.</summary>
public sealed class MessengerProfileTests(ServerFixture server)
{
    const string Path = "/v12.0/me/messenger_profile";

    [Fact]
    [Wire("GET {page}/messenger_profile", "fields", "{\"data\":[]} when nothing is set")]
    [Wire("POST {page}/messenger_profile", "greeting", "get_started", "only what is named is overwritten")]
    [Wire("DELETE {page}/messenger_profile", "fields in the body or the query")]
    public async Task What_is_set_is_read_and_removed_property_by_property()
    {
        var bot = await Bot.Open(server);
        Assert.Equal("""{"data":[]}""", (await bot.Get($"{Path}?fields=greeting,get_started")).ToString());
        await bot.Post(Path, new { greeting = new[] { new { locale = "default", text = "Hello {{user_first_name}}" } } });
        Assert.Equal("success", (await bot.Post(Path, new { get_started = new { payload = "START" } })).Text("result"));
        var read = (await bot.Get($"{Path}?fields=greeting,get_started,persistent_menu")).GetProperty("data");
        Assert.Equal(["greeting", "get_started"], read[0].EnumerateObject().Select(one => one.Name));
        Assert.Equal("START", read[0].GetProperty("get_started").Text("payload"));

        using var delete = new HttpRequestMessage(HttpMethod.Delete, bot.Url(Path)) { Content = JsonContent.Create(new { fields = new[] { "greeting" } }) };
        Assert.Equal("success", (await bot.Http.SendAsync(delete, TestContext.Current.CancellationToken).Json()).Text("result"));
        await bot.Delete($"{Path}?fields=%5B%22get_started%22%5D");
        Assert.Equal("""{"data":[]}""", (await bot.Get($"{Path}?fields=greeting,get_started")).ToString());
    }

    [Fact]
    [Wire("errors", "100/2018145")]
    public async Task A_menu_needs_the_button_to_begin()
    {
        var bot = await Bot.Open(server);
        var menu = new[] { new { locale = "default", call_to_actions = new[] { new { type = "postback", title = "Hours", payload = "HOURS" } } } };
        await bot.Http.Post(bot.Url(Path), new { persistent_menu = menu }).GraphError(100, 2018145);
        await bot.Post(Path, new { get_started = new { payload = "START" }, persistent_menu = menu });
        await bot.Http.Delete(bot.Url($"{Path}?fields=get_started")).GraphError(100, 2018145);
        await bot.Delete($"{Path}?fields=get_started,persistent_menu");
    }

    [Fact]
    [Wire("POST {page}/messenger_profile", "ice_breakers, old and new form")]
    public async Task Ice_breakers_come_back_in_the_form_in_which_they_were_set()
    {
        var bot = await Bot.Open(server);
        foreach (var form in new[]
        {
            """[{"question":"Where?","payload":"WHERE"}]""",
            """[{"locale":"default","call_to_actions":[{"question":"Where?","payload":"WHERE"}]}]""",
        })
        {
            await bot.Http.PostRaw(bot.Url(Path), $$"""{"platform":"messenger","ice_breakers":{{form}}}""").Json();
            Assert.Equal(form, (await bot.Get($"{Path}?fields=ice_breakers")).GetProperty("data")[0].GetProperty("ice_breakers").ToString());
        }
    }

    public static TheoryData<string> Bad =>
    [
        "{}",
        """{"greeting":"Hello"}""",
        """{"greeting":[]}""",
        """{"greeting":[{"locale":"es_ES","text":"Hola"}]}""",
        """{"greeting":[{"locale":"default"}]}""",
        """{"greeting":[{"locale":"default","text":"a"},{"locale":"default","text":"b"}]}""",
        $$"""{"greeting":[{"locale":"default","text":"{{new string('x', 161)}}"}]}""",
        """{"get_started":{}}""",
        """{"get_started":"START"}""",
        $$$"""{"get_started":{"payload":"{{{new string('x', 1001)}}}"}}""",
        """{"get_started":{"payload":"S"},"persistent_menu":[{"locale":"default","call_to_actions":[{"type":"phone","title":"a"}]}]}""",
        """{"get_started":{"payload":"S"},"persistent_menu":[{"locale":"default","call_to_actions":[{"type":"postback","title":"a"}]}]}""",
        """{"get_started":{"payload":"S"},"persistent_menu":[{"locale":"default","call_to_actions":[{"type":"web_url","title":"a","url":"x"}]}]}""",
        """{"get_started":{"payload":"S"},"persistent_menu":[{"locale":"default","composer_input_disabled":true}]}""",
        """{"ice_breakers":[{"question":"a"}]}""",
        """{"ice_breakers":[{"question":"1","payload":"1"},{"question":"2","payload":"2"},{"question":"3","payload":"3"},{"question":"4","payload":"4"},{"question":"5","payload":"5"}]}""",
        """{"whitelisted_domains":["http://example.com"]}""",
        """{"whitelisted_domains":["https://127.0.0.1"]}""",
        """{"whitelisted_domains":["https://localhost"]}""",
        """{"whitelisted_domains":"x"}""",
        """{"account_linking_url":"http://example.com"}""",
        """{"commands":[{"locale":"default","commands":[{"name":"/go","description":"x"}]}]}""",
        """{"commands":[{"locale":"default","commands":[{"name":"go"}]}]}""",
        """{"commands":[{"locale":"default","commands":[]}]}""",
    ];

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task What_cannot_be_shown_is_refused(string body)
    {
        var bot = await Bot.Open(server);
        await bot.Http.PostRaw(bot.Url(Path), body).GraphError(100);
    }

    [Fact]
    [Wire("POST {page}/messenger_profile", "persistent_menu", "whitelisted_domains", "account_linking_url", "commands")]
    [Wire(
        "POST {page}/messenger_profile", "home_url, payment_settings, target_audience",
        Not = "taken and not kept: retired")]
    [Wire("GET {page}/messenger_profile", "subject_to_new_eu_privacy_rules")]
    public async Task All_that_may_be_set_can_be_set()
    {
        var bot = await Bot.Open(server);
        await bot.Http.PostRaw(bot.Url(Path), """
            {"get_started":{"payload":"S"},
             "persistent_menu":[{"locale":"default","composer_input_disabled":true,"call_to_actions":[
               {"type":"web_url","title":"Shop","url":"https://example.com/shop","webview_height_ratio":"full"},
               {"type":"nested","title":"More","call_to_actions":[{"type":"postback","title":"Hours","payload":"HOURS"}]}]},
              {"locale":"es_ES","composer_input_disabled":false}],
             "whitelisted_domains":["https://example.com"],"account_linking_url":"https://example.com/in",
             "commands":[{"locale":"default","commands":[{"name":"go","description":"Goes"}]}],"home_url":{"url":"https://example.com"}}
            """).Json();
        var read = await bot.Get($"{Path}?fields=persistent_menu,whitelisted_domains,account_linking_url,commands,home_url");
        Assert.Equal(4, read.GetProperty("data")[0].EnumerateObject().Count());
        await bot.Http.Get(bot.Url($"{Path}?fields=colour")).GraphError(100);
        var rules = (await bot.Get($"{Path}?fields=subject_to_new_eu_privacy_rules")).GetProperty("data")[0];
        Assert.False(rules.GetProperty("subject_to_new_eu_privacy_rules").GetBoolean());
    }

    [Fact]
    [Wire("POST {page}/custom_user_settings", "psid", "persistent_menu")]
    [Wire("GET {page}/custom_user_settings", "user_level_persistent_menu", "page_level_persistent_menu")]
    [Wire("DELETE {page}/custom_user_settings", "params")]
    public async Task A_person_may_have_a_menu_of_their_own()
    {
        var bot = await Bot.Open(server);
        var person = await bot.Person();
        var menu = JsonDocument.Parse("""[{"locale":"default","call_to_actions":[{"type":"postback","title":"Mine","payload":"MINE"}]}]""").RootElement;
        await bot.Post("/me/custom_user_settings", new { psid = person.Psid, persistent_menu = menu });
        var read = (await bot.Get($"/me/custom_user_settings?psid={person.Psid}")).GetProperty("data")[0];
        Assert.Equal("Mine", read.GetProperty("user_level_persistent_menu")[0].GetProperty("call_to_actions")[0].Text("title"));
        Assert.Equal("success", (await bot.Delete($"/me/custom_user_settings?psid={person.Psid}&params=%5B%22persistent_menu%22%5D")).Text("result"));
        Assert.Equal("""{"data":[]}""", (await bot.Get($"/me/custom_user_settings?psid={person.Psid}")).ToString());
        await bot.Http.Get(bot.Url("/me/custom_user_settings")).GraphError(100);
        await bot.Http.Get(bot.Url("/me/custom_user_settings?psid=1")).GraphError(100, 2018001);
        await bot.Http.Post(bot.Url("/me/custom_user_settings"), new { psid = person.Psid }).GraphError(100);
    }

    [Theory]
    [InlineData("""{"setting_type":"greeting","greeting":{"text":"Hello"}}""", "greeting")]
    [InlineData("""{"setting_type":"call_to_actions","thread_state":"new_thread","call_to_actions":[{"payload":"START"}]}""", "get_started")]
    [InlineData("""{"setting_type":"call_to_actions","thread_state":"existing_thread","call_to_actions":[{"type":"postback","title":"Help","payload":"HELP"}]}""", "persistent_menu")]
    [InlineData("""{"setting_type":"account_linking","account_linking_url":"https://example.com/in"}""", "account_linking_url")]
    [InlineData("""{"setting_type":"domain_whitelisting","whitelisted_domains":["https://example.com"],"domain_action_type":"add"}""", "whitelisted_domains")]
    [Wire("POST {page}/thread_settings", "greeting", "call_to_actions", "account_linking", "domain_whitelisting")]
    [Wire("GET {page}/thread_settings", "fields")]
    [Wire("DELETE {page}/thread_settings", "setting_type", "thread_state")]
    public async Task The_oldest_way_to_set_it_still_works(string body, string property)
    {
        var bot = await Bot.Open(server);
        Assert.StartsWith("Successfully", (await bot.Http.PostRaw(bot.Url("/v2.6/me/thread_settings"), body).Json()).Text("result"), StringComparison.Ordinal);
        Assert.True((await bot.Get($"{Path}?fields={property}")).GetProperty("data")[0].TryGetProperty(property, out _));
        Assert.True((await bot.Get($"/v2.6/me/thread_settings?fields={property}")).GetProperty("data")[0].TryGetProperty(property, out _));
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        await bot.Ask(HttpMethod.Delete, bot.Url("/v2.6/me/thread_settings"), content).Json();
        Assert.Equal("""{"data":[]}""", (await bot.Get($"{Path}?fields={property}")).ToString());
    }

    [Fact]
    public async Task An_old_setting_that_is_none_is_refused()
    {
        var bot = await Bot.Open(server);
        foreach (var body in new[] { "{}", """{"setting_type":"x"}""", """{"setting_type":"greeting"}""", """{"setting_type":"call_to_actions"}""" })
            await bot.Http.PostRaw(bot.Url("/me/thread_settings"), body).GraphError(100);
    }
}
