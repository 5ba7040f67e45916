using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Charla.Accounts.Contracts;
using Charla.Server.Tests.Graph;
using Microsoft.Extensions.DependencyInjection;

namespace Charla.Server.Tests.Webhooks;

/// <summary>Two apps on one page: what each is told when a conversation goes from one to the other.</summary>
public sealed class TwoAppTests(Inbox.LoopbackServer server) : IClassFixture<Inbox.LoopbackServer>
{
    const string Fields = "messages,message_echoes,messaging_handovers,standby";

    [Fact]
    [Wire("event: messaging_handovers", "pass_thread_control", "take_thread_control", "request_thread_control")]
    [Wire("event: messaging_handovers", "app_roles", Not = "roles are the old protocol; a page has a default app")]
    [Wire("routing", "an idle thread is the default app's", "an active one its owner's")]
    public async Task Each_hears_of_what_concerns_it()
    {
        var (first, second) = await TwoApps();
        await using var one = first;
        await using var two = second;
        var person = await one.Person();
        await person.Send("c1", "hello");
        await one.Receiver.Next(came => came.Text.Contains("hello", StringComparison.Ordinal) && came.Text.Contains("\"messaging\"", StringComparison.Ordinal));
        await two.Receiver.Next(came => came.Text.Contains("hello", StringComparison.Ordinal) && came.Text.Contains("\"standby\"", StringComparison.Ordinal));
        await Say(two, person.Psid).GraphError(10, 2018300, HttpStatusCode.Forbidden);

        await Control(two, "request_thread_control", person.Psid, new { metadata = "please" });
        var asked = await Handover(one, "request_thread_control");
        Assert.Equal((two.AppId, "please"), (asked.Text("requested_owner_app_id"), asked.Text("metadata")));
        await Control(one, "pass_thread_control", person.Psid, new { target_app_id = two.AppId, metadata = "yours" });
        var passed = await Handover(two, "pass_thread_control");
        Assert.Equal((one.AppId, two.AppId, "yours"), (passed.Text("previous_owner_app_id"), passed.Text("new_owner_app_id"), passed.Text("metadata")));
        await Say(two, person.Psid).Json();
        await Control(one, "take_thread_control", person.Psid, new { metadata = "mine" });
        var taken = await Handover(two, "take_thread_control");
        Assert.Equal((two.AppId, one.AppId, "mine"), (taken.Text("previous_owner_app_id"), taken.Text("new_owner_app_id"), taken.Text("metadata")));
    }

    [Fact]
    [Wire("errors", "100/2018171", "100/2534037")]
    [Wire("GET {page}/thread_owner", "others learn that it is somebody's")]
    public async Task Who_is_not_the_default_app_learns_less()
    {
        var (first, second) = await TwoApps();
        await using var one = first;
        await using var two = second;
        var person = await one.Person();
        await person.Send("c1", "hello");
        Assert.Equal(one.AppId, (await Owner(one)).Text("app_id"));
        Assert.Empty((await Owner(two)).EnumerateObject());
        await two.App.Get("/me/secondary_receivers?fields=id,name").GraphError(100, 2018171);
        Assert.Contains(two.AppId, (await one.App.Get("/me/secondary_receivers?fields=id,name").Json()).TextsIn("id"));
        await Say(one, person.Psid).Json();
        await Ask(two, "take_thread_control", person.Psid, new { }).GraphError(100, 2534037, HttpStatusCode.Forbidden);

        async Task<JsonElement> Owner(Bot bot) =>
            (await bot.App.Get($"/me/thread_owner?recipient={person.Psid}").Json()).GetProperty("data")[0].GetProperty("thread_owner");
    }

    [Fact]
    [Wire("event: message_echoes", "is_echo", "app_id, a number", "metadata")]
    public async Task An_echo_names_the_app_that_spoke_and_carries_its_metadata()
    {
        var (first, second) = await TwoApps();
        await using var one = first;
        await using var two = second;
        var person = await one.Person();
        await person.Send("c1", "hello");
        await one.App.Post("/me/messages", new { recipient = new { id = person.Psid }, message = new { text = "from one", metadata = "step-1" } }).Json();
        var echo = await one.Receiver.Next(came => came.Text.Contains("from one", StringComparison.Ordinal));
        var message = echo.Event.GetProperty("message");
        Assert.Equal((true, one.AppId, "step-1"), (
            message.GetProperty("is_echo").GetBoolean(), message.GetProperty("app_id").GetRawText(), message.Text("metadata")));
        await two.Receiver.Next(came => came.Text.Contains("from one", StringComparison.Ordinal) && came.Text.Contains("\"standby\"", StringComparison.Ordinal));
    }

    async Task<(Bot One, Bot Two)> TwoApps()
    {
        var page = await server.MakePage();
        var one = new Bot(server, page, await Receiver.Start());
        await one.Subscribe(Fields);
        var apps = server.Services.GetRequiredService<Apps>();
        var first = (await apps.Find(long.Parse(one.AppId, System.Globalization.CultureInfo.InvariantCulture)))!;
        var keys = await apps.Create(first.Business, first.Page, "Second");
        var other = JsonNode.Parse(page.GetRawText())!.AsObject();
        (other["app_id"], other["app_secret"], other["page_access_token"]) = (keys.AppId, keys.AppSecret, keys.PageAccessToken);
        var two = new Bot(server, JsonSerializer.SerializeToElement(other), await Receiver.Start());
        await two.Subscribe(Fields);
        return (one, two);
    }

    static async Task<JsonElement> Handover(Bot bot, string key) =>
        (await bot.Receiver.Next(came => came.Text.Contains($"\"{key}\"", StringComparison.Ordinal))).Event.GetProperty(key);

    static async Task Control(Bot bot, string edge, string psid, object more) =>
        Assert.True((await Ask(bot, edge, psid, more).Json()).GetProperty("success").GetBoolean());

    static Task<HttpResponseMessage> Ask(Bot bot, string edge, string psid, object more)
    {
        var body = JsonSerializer.SerializeToNode(more)!.AsObject();
        body["recipient"] = new JsonObject { ["id"] = psid };
        return bot.App.Post($"/me/{edge}", body);
    }

    static Task<HttpResponseMessage> Say(Bot bot, string psid) =>
        bot.App.Post("/me/messages", new { recipient = new { id = psid }, message = new { text = "the bot speaks" } });
}
