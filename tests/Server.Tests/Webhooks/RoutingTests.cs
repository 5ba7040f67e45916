using System.Net;
using System.Text.Json;
using Charla.Server.Tests.Graph;


namespace Charla.Server.Tests.Webhooks;

/// <summary>Section 7 of the wire: a conversation goes from an app to the team and back.</summary>
public sealed class RoutingTests(Inbox.LoopbackServer server) : IClassFixture<Inbox.LoopbackServer>
{
    const string TeamInbox = "263902037430900";

    [Fact]
    [Wire("POST {page}/pass_thread_control", "recipient", "target_app_id", "metadata", "to the inbox, 263902037430900")]
    [Wire("POST {page}/take_thread_control", "recipient")]
    [Wire("GET {page}/thread_owner", "recipient", "app_id")]
    [Wire("event: standby", "what the owner is told, under standby")]
    [Wire("errors", "10/2018300")]
    public async Task An_app_passes_a_conversation_to_the_team_looks_on_and_takes_it_back()
    {
        await using var bot = await Bot.Open(server, "messages,messaging_postbacks,messaging_handovers,standby");
        var person = await bot.Person();
        await person.Send("c1", "hello");
        await bot.Receiver.Next(one => one.Text.Contains("\"messaging\"", StringComparison.Ordinal) && one.Text.Contains("hello", StringComparison.Ordinal));

        await Control(bot, person.Psid, "pass_thread_control", new { target_app_id = TeamInbox, metadata = "wants a person" });
        Assert.Equal(TeamInbox, (await Owner(bot, person.Psid)).Text("app_id"));
        await Say(bot, person.Psid).GraphError(10, 2018300, HttpStatusCode.Forbidden);

        await person.Send("c2", "anybody?");
        var standby = (await bot.Receiver.Until(all => all.Any(one => one.Text.Contains("anybody?", StringComparison.Ordinal))))
            .Single(one => one.Text.Contains("anybody?", StringComparison.Ordinal));
        var entry = standby.Json.GetProperty("entry")[0];
        Assert.False(entry.TryGetProperty("messaging", out _));
        Assert.Equal("anybody?", entry.GetProperty("standby")[0].GetProperty("message").Text("text"));

        await Control(bot, person.Psid, "take_thread_control", new { });
        Assert.Equal(bot.AppId, (await Owner(bot, person.Psid)).Text("app_id"));
        await Say(bot, person.Psid).Json();
        await person.Send("c3", "thank you");
        var again = await bot.Receiver.Next(one => one.Text.Contains("thank you", StringComparison.Ordinal));
        Assert.Equal("thank you", again.MessageText);
    }

    [Fact]
    [Wire("POST {page}/messages", "thread_control: pass, release")]
    public async Task A_message_may_hand_the_conversation_on()
    {
        await using var bot = await Bot.Open(server);
        var person = await bot.Person();
        await person.Send("c1", "hello");
        await Send(new { control_type = "release" }).Json();
        Assert.Equal(bot.AppId, (await Owner(bot, person.Psid)).Text("app_id"));
        await Send(new { control_type = "pass", app_id = TeamInbox }).Json();
        Assert.Equal(TeamInbox, (await Owner(bot, person.Psid)).Text("app_id"));
        await Control(bot, person.Psid, "take_thread_control", new { });
        await Send(new { control_type = "pass", app_id = "1" }).GraphError(100, 2018164);
        await Send(new { control_type = "keep" }).GraphError(100);
        await Send("pass").GraphError(100);
        Assert.Equal(3, await Count(bot, person.Psid));

        Task<HttpResponseMessage> Send(object control) => bot.App.Post(
            "/me/messages", new { recipient = new { id = person.Psid }, message = new { text = "your turn" }, thread_control = control });
    }

    [Fact]
    public async Task An_app_without_standby_hears_nothing_of_what_it_passed_on()
    {
        await using var bot = await Bot.Open(server);
        var person = await bot.Person();
        await person.Send("c1", "hello");
        await Control(bot, person.Psid, "pass_thread_control", new { target_app_id = TeamInbox });
        await person.Send("c2", "secret");
        await Control(bot, person.Psid, "take_thread_control", new { });
        await person.Send("c3", "open");
        await bot.Receiver.Next(one => one.MessageText == "open");
        Assert.DoesNotContain(bot.Receiver.All, one => one.Text.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    [Wire("POST {page}/request_thread_control", "metadata")]
    [Wire("POST {page}/extend_thread_control", "duration of up to 7 days")]
    [Wire("POST {page}/release_thread_control", "recipient")]
    [Wire("GET {page}/secondary_receivers", "id, name")]
    [Wire("errors", "100/2018164")]
    public async Task The_small_moves_and_their_errors()
    {
        await using var bot = await Bot.Open(server);
        var person = await bot.Person();
        await person.Send("c1", "hello");
        var psid = person.Psid;
        await Control(bot, psid, "request_thread_control", new { metadata = "please" });
        await Control(bot, psid, "extend_thread_control", new { duration = 3600 });
        await Control(bot, psid, "extend_thread_control", new { duration = "604800" });
        await Control(bot, psid, "release_thread_control", new { });
        await Ask(bot, psid, "extend_thread_control", new { duration = 604_801 }).GraphError(100);
        await Ask(bot, psid, "extend_thread_control", new { duration = -1 }).GraphError(100);
        await Ask(bot, psid, "extend_thread_control", new { }).GraphError(100);
        await Ask(bot, psid, "pass_thread_control", new { target_app_id = "1" }).GraphError(100, 2018164);
        await Ask(bot, psid, "pass_thread_control", new { }).GraphError(100);
        await Ask(bot, "1", "take_thread_control", new { }).GraphError(100, 2018001);
        await Ask(bot, psid, "pass_thread_control", new { target_app_id = TeamInbox, metadata = new string('x', 1001) }).GraphError(100);
        var receivers = (await bot.App.Get("/me/secondary_receivers?fields=id,name").Json()).GetProperty("data");
        Assert.Equal(TeamInbox, receivers[0].Text("id"));
    }

    [Fact]
    [Wire(
        "routing", "automatic answers beside an app",
        Differs = "Charla's own: the front desk answers only while the default app is not told of messages")]
    public async Task The_front_desk_keeps_silent_where_an_app_answers()
    {
        await using var bot = await Bot.Open(server, fields: null);
        await bot.App.PutAsync(
            new Uri($"/api/desk/{bot.PageId}", UriKind.Relative),
            System.Net.Http.Json.JsonContent.Create(new { instant = new { on = true, text = new { en = "We answer soon." } } }),
            TestContext.Current.CancellationToken);
        var before = await bot.Person();
        await before.Send("c1", "hello");
        await Until(async () => await Count(bot, before.Psid) == 2);

        await bot.Subscribe();
        var after = await bot.Person();
        await after.Send("c1", "hello");
        await bot.Receiver.Next(one => one.Text.Contains(after.Psid, StringComparison.Ordinal));
        await Task.Delay(500, TestContext.Current.CancellationToken);
        Assert.Equal(1, await Count(bot, after.Psid));
    }

    static async Task<int> Count(Bot bot, string psid) =>
        (await bot.App.Get($"/api/inbox/{bot.PageId}/conversations/{psid}/events").Json()).GetProperty("events").GetArrayLength();

    static async Task Until(Func<Task<bool>> isSo)
    {
        for (var i = 0; i < 200 && !await isSo(); i++)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.True(await isSo());
    }

    static async Task Control(Bot bot, string psid, string edge, object more) =>
        Assert.True((await Ask(bot, psid, edge, more).Json()).GetProperty("success").GetBoolean());

    static Task<HttpResponseMessage> Ask(Bot bot, string psid, string edge, object more)
    {
        var body = JsonSerializer.SerializeToNode(more)!.AsObject();
        body["recipient"] = new System.Text.Json.Nodes.JsonObject { ["id"] = psid };
        return bot.App.Post($"/v23.0/me/{edge}", body);
    }

    static Task<HttpResponseMessage> Say(Bot bot, string psid) =>
        bot.App.Post("/me/messages", new { recipient = new { id = psid }, message = new { text = "the bot speaks" } });

    static async Task<JsonElement> Owner(Bot bot, string psid) =>
        (await bot.App.Get($"/me/thread_owner?recipient={psid}").Json()).GetProperty("data")[0].GetProperty("thread_owner");
}
