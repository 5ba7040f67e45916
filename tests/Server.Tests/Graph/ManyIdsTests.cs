using System.Text.Json;

namespace Charla.Server.Tests.Graph;

/// <summary>Several things of the Graph in one answer, each under its id.</summary>
public sealed class ManyIdsTests(ServerFixture server)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/v12.0/")]
    [Wire("ids", "GET /?ids=…")]
    public async Task Several_nodes_are_read_at_once(string root)
    {
        var bot = await Bot.Open(server);
        var (rosa, juan) = (await bot.Person("Rosa León"), await bot.Person("Juan"));
        var read = await bot.Get($"{root}?ids={rosa.Psid},{juan.Psid},{bot.Page}&fields=name");
        Assert.Equal(
            [(rosa.Psid, "Rosa León"), (juan.Psid, "Juan"), ($"{bot.Page}", "Luna Bakery")],
            read.EnumerateObject().Select(one => (one.Name, one.Value.Text("name"))));
    }

    [Fact]
    [Wire("ids", "GET /edge?ids=…", "in a batch")]
    public async Task So_is_an_edge_of_each_and_an_item_of_a_batch()
    {
        var bot = await Bot.Open(server);
        var (rosa, juan) = (await bot.Person(), await bot.Person());
        await rosa.Say("one");
        await juan.Say("two");
        var read = await bot.Get($"/v12.0/messages?ids=t_{rosa.Psid},t_{juan.Psid}&fields=message");
        Assert.Equal(["one"], read.GetProperty($"t_{rosa.Psid}").TextsIn("message"));
        Assert.Equal(["two"], read.GetProperty($"t_{juan.Psid}").TextsIn("message"));

        var batch = await bot.Post("/", new { batch = new[] { new { method = "GET", relative_url = $"?ids={rosa.Psid},{juan.Psid}&fields=id" } } });
        Assert.Equal(2, JsonDocument.Parse(batch[0].Text("body")).RootElement.EnumerateObject().Count());
    }

    [Fact]
    [Wire("errors", "803")]
    public async Task One_that_is_not_there_fails_all()
    {
        var (bot, other) = (await Bot.Open(server), await Bot.Open(server));
        var (rosa, stranger) = (await bot.Person(), await other.Person());
        await bot.Http.Get(bot.Url($"/?ids={rosa.Psid},{stranger.Psid}")).GraphError(803);
        await bot.Http.Get(bot.Url($"/v12.0/?ids={rosa.Psid}&fields=x")).GraphError(100);
        await bot.Http.Get(bot.Url("/v12.0/?ids=")).GraphError(100);
        await bot.Http.Get(bot.Url($"/v12.0/?ids={string.Join(',', Enumerable.Range(1, 51))}")).GraphError(100);
        await bot.Http.Get(bot.Url($"/v12.0/?ids=messages,me%2Fmessages")).GraphError(803);
        await bot.Http.Get($"/v12.0/?ids={rosa.Psid}").GraphError(190);
    }

    [Fact]
    public async Task A_bare_address_without_ids_leads_people_where_it_did()
    {
        using var answer = await server.Visitor().Get("/?x=1");
        Assert.Equal(302, (int)answer.StatusCode);
    }
}
