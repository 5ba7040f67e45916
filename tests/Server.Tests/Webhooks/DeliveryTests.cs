using System.Globalization;
using System.Net;
using Charla.Kernel;
using Charla.Server.Tests.Inbox;
using Microsoft.AspNetCore.Http;

namespace Charla.Server.Tests.Webhooks;

/// <summary>How events come to a receiver, and what becomes of those that do not.</summary>
public sealed class DeliveryTests(LoopbackServer server) : IClassFixture<LoopbackServer>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Wire("delivery", "order", Differs = "in order per conversation, also after failures")]
    public async Task Events_of_a_conversation_come_in_order_and_one_after_another()
    {
        await using var bot = await Bot.Open(server, "messages");
        var (underWay, together) = (new Dictionary<string, int>(), 0);
        bot.Receiver.Answer = async (one, _) =>
        {
            var sender = one.Event.GetProperty("sender").Text("id");
            lock (underWay)
                together = Math.Max(together, underWay[sender] = underWay.GetValueOrDefault(sender) + 1);
            await Task.Delay(5, Cancel);
            lock (underWay)
                underWay[sender]--;
        };
        var persons = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => bot.Person()));

        await Task.WhenAll(persons.Select(async person =>
        {
            for (var i = 0; i < 20; i++)
                await person.Send($"c{i}", $"{i}");
        }));

        var all = await bot.Receiver.Until(all => all.Count >= 100);
        foreach (var person in persons)
        {
            Assert.Equal(
                Enumerable.Range(0, 20).Select(i => $"{i}"),
                all.Where(one => one.Event.GetProperty("sender").Text("id") == person.Psid).Select(one => one.MessageText));
        }

        Assert.Equal(1, together);
        Assert.Equal(100, all.Select(one => one.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_receiver_that_hangs_holds_up_no_other()
    {
        await using var hanging = await Bot.Open(server, "messages");
        await using var quick = await Bot.Open(server, "messages");
        hanging.Receiver.Answer = (_, http) => hanging.Receiver.Hang(http);
        var stuck = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => hanging.Person()));
        await Task.WhenAll(stuck.Select(person => person.Send("c1", "anybody there?")));
        var person = await quick.Person();

        var since = System.Diagnostics.Stopwatch.StartNew();
        await person.Send("c1", "hello");
        await quick.Receiver.Next(one => one.MessageText == "hello");

        Assert.True(since.Elapsed < TimeSpan.FromSeconds(5), $"It took {since.Elapsed}.");
        Assert.InRange(hanging.Receiver.All.Count, 1, 8);
    }

    [Fact]
    public async Task A_conversation_that_is_stuck_holds_up_no_other_and_goes_on_in_order()
    {
        await using var bot = await Bot.Open(server, "messages");
        var (stuck, other) = (await bot.Person(), await bot.Person());
        var refuses = true;
        bot.Receiver.Answer = (one, http) =>
        {
            if (one.MessageText == "0" && refuses)
                http.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return Task.CompletedTask;
        };

        for (var i = 0; i < 5; i++)
            await stuck.Send($"c{i}", $"{i}");
        await other.Send("c1", "elsewhere");
        await bot.Receiver.Next(one => one.MessageText == "elsewhere");
        refuses = false;
        await bot.Receiver.Next(one => one.MessageText == "4");

        Assert.Equal(["0", "0", "1", "2", "3", "4"], bot.Receiver.All.Select(one => one.MessageText).Where(text => text != "elsewhere"));
    }

    [Fact]
    [Wire("delivery", "redirects", Not = "never followed")]
    public async Task A_redirect_is_not_followed()
    {
        await using var bot = await Bot.Open(server, "messages");
        bot.Receiver.Answer = (one, http) =>
        {
            if (bot.Receiver.All.Count == 1)
                http.Response.Redirect("/hook/elsewhere", permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        };

        await (await bot.Person()).Send("c1", "hello");

        var all = await bot.Receiver.Until(all => all.Count == 2);
        Assert.All(all, one => Assert.Equal("/hook", one.Path));
        Assert.Equal(all[0].Id, all[1].Id);
    }

    [Fact]
    [Wire("delivery", "410 Gone", Differs = "pauses the webhook, with a notice")]
    public async Task A_receiver_that_is_gone_is_paused_and_hears_of_everything_when_it_is_resumed()
    {
        await using var bot = await Bot.Open(server, "messages");
        var person = await bot.Person();
        bot.Receiver.Answer = (_, http) =>
        {
            http.Response.StatusCode = StatusCodes.Status410Gone;
            return Task.CompletedTask;
        };
        await person.Send("c1", "first");
        await Until(async () => (await State(bot)) == "paused");
        var came = bot.Receiver.All.Count;
        await person.Send("c2", "second");

        bot.Receiver.Answer = (_, _) => Task.CompletedTask;
        var notices = (await bot.App.Get(bot.Portal + "/notices").Json()).GetProperty("notices");
        Assert.Equal("paused_gone", notices[0].Text("kind"));
        await bot.App.Post(bot.PortalApp + "/webhook/resume", new { }).Json();

        await bot.Receiver.Next(one => one.MessageText == "second");
        Assert.Equal(["first", "second"], bot.Receiver.All.Skip(came).Select(one => one.MessageText));
        Assert.Equal("live", await State(bot));
    }

    [Fact]
    public async Task While_it_is_paused_nothing_comes_and_nothing_is_lost()
    {
        await using var bot = await Bot.Open(server, "messages");
        var person = await bot.Person();
        await bot.App.Post(bot.PortalApp + "/webhook/pause", new { }).Json();
        for (var i = 0; i < 5; i++)
            await person.Send($"c{i}", $"{i}");
        await Until(async () => (await Apps(bot)).GetProperty("waiting").GetInt64() == 5);
        Assert.Empty(bot.Receiver.All);

        await bot.App.Post(bot.PortalApp + "/webhook/resume", new { }).Json();

        await bot.Receiver.Until(all => all.Count >= 5);
        Assert.Equal(["0", "1", "2", "3", "4"], bot.Receiver.All.Select(one => one.MessageText));
    }

    [Fact]
    public async Task Each_attempt_is_logged_and_sent_again_when_somebody_wishes()
    {
        await using var bot = await Bot.Open(server, "messages");
        await using var other = await Bot.Open(server, "messages");
        bot.Receiver.Answer = (_, http) =>
        {
            http.Response.StatusCode = bot.Receiver.All.Count == 1 ? 503 : 200;
            return http.Response.WriteAsync("said the receiver", Cancel);
        };
        var person = await bot.Person();
        await person.Send("c1", "hello");
        await bot.Receiver.Until(all => all.Count == 2);
        await Until(async () => (await List(bot, "?state=delivered")).Count == 1);

        var listed = Assert.Single(await List(bot, "?field=messages&limit=1"));
        var id = listed.Text("delivery_id");
        Assert.Equal((bot.Receiver.All[0].Id, person.Psid, 1), (id, listed.Text("psid"), listed.GetProperty("failed_attempts").GetInt32()));
        var one = await bot.App.Get($"{bot.Portal}/deliveries/{id}").Json();
        Assert.Equal(bot.Receiver.All[0].Text, one.Text("body"));
        var attempts = one.GetProperty("attempts").EnumerateArray().ToList();
        Assert.Equal([503, 200], attempts.Select(attempt => attempt.GetProperty("status").GetInt32()));
        Assert.All(attempts, attempt => Assert.Equal("said the receiver", attempt.Text("answer")));
        Assert.Equal(
            bot.Receiver.All.Select(came => came.Headers["webhook-signature"]),
            attempts.Select(attempt => attempt.GetProperty("headers").Text("webhook-signature")));

        await bot.App.Post($"{bot.Portal}/deliveries/{id}/redeliver", new { }).Json();
        await bot.Receiver.Until(all => all.Count == 3);
        var again = await bot.App.Post($"{bot.Portal}/deliveries/redeliver", new
        {
            state = "all",
            since = server.Clock.GetUtcNow().AddMinutes(-5),
            until = server.Clock.GetUtcNow().AddMinutes(5),
        }).Json();
        Assert.Equal(1, again.GetProperty("count").GetInt32());
        var all = await bot.Receiver.Until(all => all.Count == 4);
        Assert.Single(all.Select(came => came.Id).Distinct());
        Assert.Single(all.Select(came => came.Text).Distinct());

        await other.App.Get($"{other.Portal}/deliveries/{id}").Problem(HttpStatusCode.NotFound);
        await other.App.Post($"{other.Portal}/deliveries/{id}/redeliver", new { }).Problem(HttpStatusCode.NotFound);
        await other.App.Get($"{bot.Portal}/deliveries").Problem(HttpStatusCode.NotFound);
        foreach (var query in (string[])["?limit=0", "?state=x", "?field=x", "?app=x", "?after=x", "?since=x"])
            await bot.App.Get($"{bot.Portal}/deliveries{query}").Problem(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_log_is_read_page_by_page()
    {
        await using var bot = await Bot.Open(server, "messages");
        var person = await bot.Person();
        for (var i = 0; i < 7; i++)
            await person.Send($"c{i}", $"{i}");
        await bot.Receiver.Until(all => all.Count == 7);

        var (seen, after) = (new List<string>(), "");
        do
        {
            var page = await bot.App.Get($"{bot.Portal}/deliveries?limit=3{after}").Json();
            seen.AddRange(page.GetProperty("deliveries").EnumerateArray().Select(one => one.Text("delivery_id")));
            after = page.TryGetProperty("next", out var next) ? $"&after={next.GetString()}" : "";
        }
        while (after.Length > 0);

        Assert.Equal(bot.Receiver.All.Select(one => one.Id).Reverse(), seen);
    }

    [Fact]
    public async Task A_test_event_comes_like_any_other()
    {
        await using var bot = await Bot.Open(server);
        foreach (var field in Bot.AllFields.Split(','))
        {
            var sent = await bot.App.Post(bot.PortalApp + "/webhook/test", new { field }).Json();
            var one = await bot.Receiver.Next(one => one.Id == sent.Text("delivery_id"));
            Bot.CheckSignatures(one, bot.Secret);
        }

        await bot.App.Post(bot.PortalApp + "/webhook/test", new { field = "nonsense" }).Problem(HttpStatusCode.BadRequest);
        await using var deaf = await Bot.Open(server, fields: null);
        await deaf.App.Post(deaf.PortalApp + "/webhook/test", new { }).Problem(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task After_a_new_secret_the_old_one_counts_for_a_while()
    {
        var email = $"{Ids.NewSecret()}@example.org";
        var page = await server.MakePage(ownerEmail: email);
        await using var bot = new Bot(server, page, await Receiver.Start());
        await bot.Subscribe();
        var owner = await server.SignIn(page, email);
        var person = await bot.Person();

        var replaced = await owner.Post(bot.PortalApp + "/secret", new { overlap_hours = 1 }).Json();
        var secret = replaced.Text("app_secret");
        await person.Send("c1", "between");

        Bot.CheckSignatures(await bot.Receiver.Next(one => one.MessageText == "between"), secret, bot.Secret);
        await server.Visitor().Get($"/{bot.AppId}/subscriptions?access_token={bot.AppToken}").Json();
        await bot.App.Post(bot.PortalApp + "/secret", new { }).Problem(HttpStatusCode.Forbidden);

        await owner.Post(bot.PortalApp + "/secret", new { overlap_hours = 0 }).Json();
        await person.Send("c2", "after");
        var after = await bot.Receiver.Next(one => one.MessageText == "after");
        Assert.Equal(2, after.Headers["webhook-signature"].Split(' ').Length);
        Assert.Equal(HttpStatusCode.OK, (await server.Visitor().Get($"/{bot.AppId}/subscriptions?access_token={bot.AppToken}")).StatusCode);
    }

    [Fact]
    public async Task Thousands_of_events_that_waited_come_in_order()
    {
        await using var bot = await Bot.Open(server, "messages");
        await bot.App.Post(bot.PortalApp + "/webhook/pause", new { }).Json();
        var persons = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => bot.Person()));
        await Task.WhenAll(persons.Select(async person =>
        {
            for (var i = 0; i < 150; i++)
                await person.Send($"c{i}", i.ToString(CultureInfo.InvariantCulture));
        }));

        await bot.App.Post(bot.PortalApp + "/webhook/resume", new { }).Json();

        var all = await bot.Receiver.Until(all => all.Select(one => one.Id).Distinct().Count() == 1800);
        foreach (var person in persons)
        {
            Assert.Equal(
                Enumerable.Range(0, 150).Select(i => i.ToString(CultureInfo.InvariantCulture)),
                all.Where(one => one.Event.GetProperty("sender").Text("id") == person.Psid).Select(one => one.MessageText));
        }
    }

    static async Task<List<System.Text.Json.JsonElement>> List(Bot bot, string query = "") =>
        [.. (await bot.App.Get($"{bot.Portal}/deliveries{query}").Json()).GetProperty("deliveries").EnumerateArray()];

    static async Task<System.Text.Json.JsonElement> Apps(Bot bot) =>
        Assert.Single((await bot.App.Get(bot.Portal + "/apps").Json()).GetProperty("apps").EnumerateArray());

    static async Task<string> State(Bot bot) => (await Apps(bot)).GetProperty("webhook").Text("state");

    static async Task Until(Func<Task<bool>> isSo)
    {
        for (var waited = 0; !await isSo(); waited++)
        {
            Assert.True(waited < 300, "It did not come about within half a minute.");
            await Task.Delay(100, Cancel);
        }
    }
}
