using Charla.Server.Tests.Inbox;
using Microsoft.AspNetCore.Http;

namespace Charla.Server.Tests.Webhooks;

/// <summary>Receivers that are away for hours or days, by a clock that the tests move.</summary>
public sealed class DownTests(LoopbackServer server) : IClassFixture<LoopbackServer>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_receiver_that_is_down_for_six_hours_loses_nothing()
    {
        var page = await server.MakePage();
        var receiver = await Receiver.Start();
        await using var bot = new Bot(server, page, receiver);
        await bot.Subscribe("messages");
        var address = receiver.Address;
        await receiver.DisposeAsync();
        var persons = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => bot.Person()));

        for (var hour = 0; hour < 6; hour++)
        {
            foreach (var person in persons)
                await person.Send($"c{hour}", $"{hour}");
            for (var minute = 0; minute < 60; minute += 20)
            {
                server.Clock.Advance(TimeSpan.FromMinutes(20));
                await Task.Delay(300, Cancel);
            }
        }

        await using var back = await Receiver.Start(address);
        await back.Until(all => all.Count >= 24, () => server.Clock.Advance(TimeSpan.FromMinutes(1)));

        Assert.Equal(24, back.All.Select(one => one.Id).Distinct().Count());
        Assert.All(back.All, one => Bot.CheckSignatures(one, bot.Secret));
        foreach (var person in persons)
        {
            Assert.Equal(
                Enumerable.Range(0, 6).Select(hour => $"{hour}"),
                back.All.Where(one => one.Event.GetProperty("sender").Text("id") == person.Psid).Select(one => one.MessageText));
        }
    }

    [Fact]
    [Wire("delivery", "Retry-After", Differs = "granted up to a day")]
    public async Task A_receiver_is_left_alone_for_as_long_as_it_asks()
    {
        await using var bot = await Bot.Open(server, "messages");
        bot.Receiver.Answer = (_, http) =>
        {
            if (bot.Receiver.All.Count > 1)
                return Task.CompletedTask;
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            http.Response.Headers.RetryAfter = "3600";
            return Task.CompletedTask;
        };
        var (one, other) = (await bot.Person(), await bot.Person());
        await one.Send("c1", "first");
        await bot.Receiver.Until(all => all.Count == 1);
        await other.Send("c1", "of another conversation");

        server.Clock.Advance(TimeSpan.FromMinutes(59));
        await Task.Delay(1000, Cancel);
        Assert.Single(bot.Receiver.All);
        server.Clock.Advance(TimeSpan.FromMinutes(2));

        await bot.Receiver.Until(all => all.Count == 3);
    }

    [Fact]
    [Wire("delivery", "retries", Differs = "12 attempts over 72 hours")]
    public async Task After_twelve_attempts_in_72_hours_an_event_is_given_up_and_its_conversation_goes_on()
    {
        await using var bot = await Bot.Open(server, "messages");
        bot.Receiver.Answer = (one, http) =>
        {
            http.Response.StatusCode = one.MessageText == "bitter" ? 500 : 200;
            return Task.CompletedTask;
        };
        var person = await bot.Person();
        var since = server.Clock.GetUtcNow();
        await person.Send("c1", "bitter");
        await person.Send("c2", "sweet");

        for (var attempt = 1; attempt <= 12; attempt++)
        {
            await bot.Receiver.Until(
                all => all.Count(one => one.MessageText == "bitter") >= attempt, () => server.Clock.Advance(TimeSpan.FromMinutes(5)));
        }

        Assert.InRange(server.Clock.GetUtcNow() - since, TimeSpan.FromHours(57), TimeSpan.FromHours(90));
        server.Clock.Advance(TimeSpan.FromDays(2));
        await person.Send("c3", "the end");
        await bot.Receiver.Next(one => one.MessageText == "the end");
        Assert.Equal(12, bot.Receiver.All.Count(one => one.MessageText == "bitter"));
        Assert.InRange(bot.Receiver.All.TakeWhile(one => one.MessageText != "sweet").Count(), 5, 7);

        var again = await bot.App.Post($"{bot.Portal}/deliveries/redeliver", new { }).Json();
        Assert.Equal(1, again.GetProperty("count").GetInt32());
        await bot.Receiver.Until(all => all.Count(one => one.MessageText == "bitter") == 13);
    }

    [Fact]
    [Wire("delivery", "an app that fails", Differs = "is paused after five days with a notice, and never unsubscribed")]
    public async Task An_endpoint_that_fails_for_five_days_is_paused_with_notice_and_stays_subscribed()
    {
        await using var bot = await Bot.Open(server, "messages");
        bot.Receiver.Answer = (_, http) =>
        {
            http.Response.StatusCode = 500;
            return Task.CompletedTask;
        };
        var person = await bot.Person();
        for (var hour = 0; await State() == "live"; hour += 6)
        {
            Assert.True(hour < 24 * 8, "It was not paused.");
            await person.Send($"c{hour}", $"{hour}");
            server.Clock.Advance(TimeSpan.FromHours(6));
            await Task.Delay(500, Cancel);
        }

        var kinds = (await bot.App.Get(bot.Portal + "/notices").Json()).GetProperty("notices").EnumerateArray().Select(one => one.Text("kind")).ToList();
        Assert.Equal(["paused_failing", "failing"], kinds);
        Assert.True((await App()).GetProperty("subscribed").GetBoolean());

        bot.Receiver.Answer = (_, _) => Task.CompletedTask;
        var before = bot.Receiver.All.Count;
        await person.Send("last", "last");
        await bot.App.Post(bot.PortalApp + "/webhook/resume", new { }).Json();
        await bot.Receiver.Next(one => one.MessageText == "last");
        Assert.True(bot.Receiver.All.Count > before + 1);

        async Task<System.Text.Json.JsonElement> App() => Assert.Single((await bot.App.Get(bot.Portal + "/apps").Json()).GetProperty("apps").EnumerateArray());

        async Task<string> State() => (await App()).GetProperty("webhook").Text("state");
    }
}
