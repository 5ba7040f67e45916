using System.Text.Json;
using Charla.Server.Tests.Inbox;

namespace Charla.Server.Tests.Webhooks;

/// <summary>What happens in a conversation, as an app hears of it.</summary>
public sealed class EventTests(LoopbackServer server) : IClassFixture<LoopbackServer>
{
    [Fact]
    [Wire(
        "delivery", "object, entry.id, entry.time", "one event in messaging", "sender, recipient, timestamp",
        "X-Hub-Signature", "X-Hub-Signature-256", "ASCII with \\u and \\/")]
    [Wire(
        "delivery", "webhook-id, webhook-timestamp, webhook-signature", Differs = "Charla's own, by Standard Webhooks")]
    [Wire("event: messages", "mid", "text")]
    public async Task A_message_comes_as_one_event_signed_in_every_way()
    {
        await using var bot = await Bot.Open(server);
        var person = await bot.Person();

        var sent = await person.Send("c1", "¿Hay pan / brød? 🥖 <b>\u007f");

        var one = await bot.Receiver.Next(one => one.MessageText is not null);
        Assert.Equal("¿Hay pan / brød? 🥖 <b>\u007f", one.MessageText);
        Assert.Equal("page", one.Json.Text("object"));
        Assert.Equal(1, one.Json.GetProperty("entry").GetArrayLength());
        Assert.Equal(1, one.Json.GetProperty("entry")[0].GetProperty("messaging").GetArrayLength());
        Assert.Equal(bot.PageId, one.Json.GetProperty("entry")[0].Text("id"));
        Assert.Equal((person.Psid, bot.PageId), (one.Event.GetProperty("sender").Text("id"), one.Event.GetProperty("recipient").Text("id")));
        Assert.Equal(sent.Text("message_id"), one.Event.GetProperty("message").Text("mid"));
        Assert.Equal(sent.GetProperty("at").GetDateTimeOffset().ToUnixTimeMilliseconds(), one.Event.GetProperty("timestamp").GetInt64());
        Assert.StartsWith("application/json", one.Headers["Content-Type"], StringComparison.Ordinal);
        Bot.CheckSignatures(one, bot.Secret);
        Assert.All(one.Body, sign => Assert.InRange(sign, 0x20, 0x7E));
        Assert.Contains(@"\u00bfHay pan \/ br\u00f8d? \ud83e\udd56 <b>\u007f", one.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Wire("event: message_echoes", "what the team says")]
    public async Task What_the_team_says_comes_as_an_echo_of_the_pages_inbox()
    {
        await using var bot = await Bot.Open(server);
        var person = await bot.Person();
        await person.Send("c1", "hello");

        await bot.App.Post($"/api/inbox/{bot.PageId}/conversations/{person.Psid}/messages", new { client_id = "a1", text = "good day" }).Json();

        var echo = await bot.Receiver.Next(one => one.MessageText == "good day");
        var message = echo.Event.GetProperty("message");
        Assert.True(message.GetProperty("is_echo").GetBoolean());
        Assert.Equal(bot.AppId, message.GetProperty("app_id").GetInt64().ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal((bot.PageId, person.Psid), (echo.Event.GetProperty("sender").Text("id"), echo.Event.GetProperty("recipient").Text("id")));
    }

    [Fact]
    [Wire("event: message_deliveries", "mids", "watermark")]
    [Wire("event: message_reads", "watermark")]
    [Wire("event: message_reactions", "reaction", "emoji", "action", "mid")]
    [Wire("event: message_edits", "mid", "text", "num_edit")]
    public async Task Receipts_reactions_and_edits_come_with_the_messages_they_speak_of()
    {
        await using var bot = await Bot.Open(server);
        var person = await bot.Person();
        var first = await person.Send("c1", "hello");
        var answer = await bot.App.Post(
            $"/api/inbox/{bot.PageId}/conversations/{person.Psid}/messages", new { client_id = "a1", text = "good day" }).Json();
        var mid = answer.Text("message_id");

        await ChatClient.Ok(person.Post("/api/chat/delivered", new { seq = 2 }));
        await ChatClient.Ok(person.Post("/api/chat/read", new { seq = 2 }));
        await ChatClient.Ok(person.Post("/api/chat/reactions", new { message_id = mid, emoji = "👍" }));
        await ChatClient.Ok(person.Post("/api/chat/reactions", new { message_id = mid, emoji = (string?)null }));
        foreach (var text in (string[])["hello!", "hello!!"])
        {
            await ChatClient.Ok(person.Request(
                HttpMethod.Patch, $"/api/chat/messages/{first.Text("message_id")}", System.Net.Http.Json.JsonContent.Create(new { text })));
        }

        var delivery = await Of("delivery");
        Assert.Equal(mid, delivery.GetProperty("mids")[0].GetString());
        var answered = answer.GetProperty("at").GetDateTimeOffset().ToUnixTimeMilliseconds();
        Assert.Equal(answered, delivery.GetProperty("watermark").GetInt64());
        Assert.Equal(answered, (await Of("read")).GetProperty("watermark").GetInt64());
        var reactions = (await bot.Receiver.Until(all => all.Count(one => one.Event.TryGetProperty("reaction", out _)) == 2))
            .Where(one => one.Event.TryGetProperty("reaction", out _)).Select(one => one.Event.GetProperty("reaction")).ToList();
        Assert.Equal(("like", "👍", "react", mid), (
            reactions[0].Text("reaction"), reactions[0].Text("emoji"), reactions[0].Text("action"), reactions[0].Text("mid")));
        Assert.Equal(("unreact", mid), (reactions[1].Text("action"), reactions[1].Text("mid")));
        var edits = (await bot.Receiver.Until(all => all.Count(one => one.Event.TryGetProperty("message_edit", out _)) == 2))
            .Where(one => one.Event.TryGetProperty("message_edit", out _)).Select(one => one.Event.GetProperty("message_edit")).ToList();
        Assert.Equal([("hello!", 1), ("hello!!", 2)], edits.Select(edit => (edit.Text("text"), edit.GetProperty("num_edit").GetInt32())));

        async Task<JsonElement> Of(string key) =>
            (await bot.Receiver.Next(one => one.Event.TryGetProperty(key, out _))).Event.GetProperty(key);
    }

    [Fact]
    [Wire("event: messaging_postbacks", "mid", "title", "payload", "referral")]
    [Wire("event: messaging_referrals", "source")]
    public async Task The_link_that_brought_somebody_stands_in_their_first_tap()
    {
        await using var bot = await Bot.Open(server);
        var person = await bot.Person(new { @ref = "table-7", source = "code" });

        await ChatClient.Ok(person.Post("/api/chat/messages", new { client_id = "t1", postback = new { title = "Start", payload = "START" } }));

        var postback = (await bot.Receiver.Next(one => one.Event.TryGetProperty("postback", out _))).Event.GetProperty("postback");
        Assert.Equal(("Start", "START"), (postback.Text("title"), postback.Text("payload")));
        var referral = postback.GetProperty("referral");
        Assert.Equal(("table-7", "MESSENGER_CODE", "OPEN_THREAD"), (referral.Text("ref"), referral.Text("source"), referral.Text("type")));
    }

    [Theory]
    [InlineData("link", "SHORTLINK")]
    [InlineData("widget", "CUSTOMER_CHAT_PLUGIN")]
    [InlineData("plugin", "CUSTOMER_CHAT_PLUGIN")]
    [InlineData("ad", "ADS")]
    [InlineData("code", "MESSENGER_CODE")]
    [Wire("event: messaging_referrals", "source SHORTLINK, CUSTOMER_CHAT_PLUGIN, ADS, MESSENGER_CODE")]
    [Wire(
        "event: messaging_referrals", "source DISCOVER_TAB", "type LEAD_COMPLETE, LEAD_INCOMPLETE",
        Not = "there is no tab to discover pages in, and ads ask nothing")]
    public async Task A_referral_says_how_the_person_came(string source, string told)
    {
        await using var bot = await Bot.Open(server);
        var person = await bot.Person(new { @ref = "spring", source });
        await person.Send("c1", "hello");
        var referral = (await bot.Receiver.Next(one => one.Event.TryGetProperty("referral", out _))).Event.GetProperty("referral");
        Assert.Equal(("spring", told, "OPEN_THREAD"), (referral.Text("ref"), referral.Text("source"), referral.Text("type")));
    }

    [Fact]
    [Wire("event: messaging_referrals", "ref", "type")]
    [Wire(
        "event: messaging_referrals", "before a first message",
        Differs = "comes also when the person's first word is a message")]
    public async Task The_link_that_brought_somebody_comes_before_their_first_message_and_a_later_one_when_it_is_used()
    {
        await using var bot = await Bot.Open(server);
        var person = await bot.Person(new { @ref = "spring" });
        await person.Send("c1", "hello");
        await bot.Receiver.Next(one => one.MessageText == "hello");

        await ChatClient.Ok(person.Post($"/api/chat/{bot.Handle}/sessions", new { @ref = "summer" }));

        var all = await bot.Receiver.Until(all => all.Count == 3);
        Assert.Equal("spring", all[0].Event.GetProperty("referral").Text("ref"));
        Assert.Equal("hello", all[1].MessageText);
        Assert.Equal("summer", all[2].Event.GetProperty("referral").Text("ref"));
    }

    [Fact]
    [Wire("delivery", "only subscribed fields of subscribed pages")]
    public async Task Only_fields_that_the_app_and_the_page_subscribe_to_are_told()
    {
        await using var bot = await Bot.Open(server, "messages,message_reads");
        await bot.App.Post("/me/subscribed_apps", new { subscribed_fields = "messages,message_reactions" }).Json();
        await using var deaf = await Bot.Open(server, fields: null);
        await deaf.SetCallback(deaf.Receiver.Address.ToString()).Json();
        var (person, unheard) = (await bot.Person(), await deaf.Person());

        await unheard.Send("c1", "nobody subscribed the page");
        var sent = await person.Send("c1", "hello");
        await ChatClient.Ok(person.Post("/api/chat/read", new { seq = 1 }));
        await ChatClient.Ok(person.Post("/api/chat/reactions", new { message_id = sent.Text("message_id"), emoji = "👍" }));
        await person.Send("c2", "the end");

        await bot.Receiver.Next(one => one.MessageText == "the end");
        Assert.Equal(["hello", "the end"], bot.Receiver.All.Select(one => one.MessageText));
        Assert.Empty(deaf.Receiver.All);
    }
}
