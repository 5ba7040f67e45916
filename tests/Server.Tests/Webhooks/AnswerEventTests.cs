using System.Text.Json;
using System.Text.Json.Nodes;
using Charla.Rules.Tests.Attachments;
using Charla.Rules.Tests.Platform;
using Charla.Server.Tests.Inbox;

namespace Charla.Server.Tests.Webhooks;

/// <summary>What a person does with what a bot sent, and sends that is no plain text, as the bot hears of it.</summary>
public sealed class AnswerEventTests(LoopbackServer server) : IClassFixture<LoopbackServer>
{
    const string Fields = Bot.AllFields + ",messaging_optins,messaging_feedback,messaging_customer_information";

    [Fact]
    [Wire("event: messages", "attachments: type, payload.url", "quick_reply.payload", "reply_to")]
    public async Task Files_quick_replies_and_quotes_come_in_the_message()
    {
        await using var bot = await Bot.Open(server, Fields);
        var person = await bot.Person();
        var first = await person.Send("c1", "hello");
        var device = server.Visitor(person.Token);
        var file = await device.Upload("/api/chat/files", AnImage.Of(20, 20)).Json();
        await ChatClient.Ok(person.Post("/api/chat/messages", new { client_id = "c2", attachment = new { file_id = file.Text("file_id") } }));
        await ChatClient.Ok(person.Post("/api/chat/messages", new { client_id = "c3", quick_reply = new { title = "Rye", payload = "RYE" } }));
        await ChatClient.Ok(person.Post("/api/chat/messages", new { client_id = "c4", text = "that one", reply_to = new { message_id = first.Text("message_id") } }));

        var attachment = (await Message(bot, "attachments")).GetProperty("attachments")[0];
        Assert.Equal("image", attachment.Text("type"));
        using var fetched = await device.GetAsync(new Uri(attachment.GetProperty("payload").Text("url")), TestContext.Current.CancellationToken);
        Assert.StartsWith("image/", fetched.Content.Headers.ContentType?.MediaType, StringComparison.Ordinal);
        var tapped = await Message(bot, "quick_reply");
        Assert.Equal(("Rye", "RYE"), (tapped.Text("text"), tapped.GetProperty("quick_reply").Text("payload")));
        var quoted = (await Message(bot, "reply_to")).GetProperty("reply_to");
        Assert.Equal((first.Text("message_id"), true), (quoted.Text("mid"), quoted.GetProperty("is_self_reply").GetBoolean()));
    }

    [Fact]
    [Wire("event: message_echoes", "attachments of templates as they were sent")]
    public async Task A_template_comes_back_in_its_echo()
    {
        await using var bot = await Bot.Open(server, Fields);
        var person = await bot.Person();
        await person.Send("c1", "hello");
        await Send(bot, person, "generic");
        var echo = await bot.Receiver.Next(one => one.Text.Contains("\"template\"", StringComparison.Ordinal));
        var attachment = echo.Event.GetProperty("message").GetProperty("attachments")[0];
        Assert.Equal(("template", "generic"), (attachment.Text("type"), attachment.GetProperty("payload").Text("template_type")));
    }

    [Theory]
    [InlineData("customer_feedback", """{"score":5,"text":"Warm bread"}""", "messaging_feedback")]
    [InlineData("customer_information", """{"name":"Noor","street_1":"Mayor 4","city":"Madrid","postal_code":"28013","country":"ES"}""", "messaging_customer_information")]
    [InlineData("coupon", "{}", "template")]
    [InlineData("one_time_notif_req", """{"granted":true}""", "optin")]
    [InlineData("notification_messages", """{"granted":true}""", "optin")]
    [Wire("event: messaging_feedback", "feedback_screens.questions")]
    [Wire("event: messaging_customer_information", "screens.responses")]
    [Wire(
        "event: messaging_optins", "one_time_notif_req: payload, one_time_notif_token",
        "notification_messages: payload, notification_messages_token, user_token_status")]
    [Wire("template: coupon", "the event when it is taken")]
    public async Task An_answer_to_a_form_comes_under_its_own_key(string template, string answer, string key)
    {
        await using var bot = await Bot.Open(server, Fields);
        var person = await bot.Person();
        await person.Send("c1", "hello");
        var sent = await Send(bot, person, template);
        await ChatClient.Ok(person.Post("/api/chat/answers", new { message_id = sent.Text("message_id"), answer = JsonNode.Parse(answer) }));

        var told = (await bot.Receiver.Next(one => one.Event.TryGetProperty(key, out _))).Event;
        Assert.Equal((person.Psid, bot.PageId), (told.GetProperty("sender").Text("id"), told.GetProperty("recipient").Text("id")));
        var value = told.GetProperty(key);
        string?[] found = template switch
        {
            "customer_feedback" => [value.GetProperty("feedback_screens")[0].GetProperty("questions").GetProperty("visit_1").Text("payload")],
            "customer_information" => [value.GetProperty("screens")[0].GetProperty("responses")[0].Text("key")],
            "coupon" => [value.Text("type"), value.Text("payload"), value.Text("coupon_code")],
            "one_time_notif_req" => [value.Text("type"), value.Text("payload"), value.Text("one_time_notif_token")[..2]],
            _ => [value.Text("type"), value.Text("payload"), value.Text("notification_messages_token")[..2], value.Text("user_token_status")],
        };
        string?[] expected = template switch
        {
            "customer_feedback" => ["5"],
            "customer_information" => ["name"],
            "coupon" => ["coupon", "COUPON", "LUNA10"],
            "one_time_notif_req" => ["one_time_notif_req", "BACK_IN_STOCK", "m_"],
            _ => ["notification_messages", "WEEKLY", "m_", "NOT_REFRESHED"],
        };
        Assert.Equal(expected, found);
    }

    static async Task<JsonElement> Message(Bot bot, string part) => (await bot.Receiver.Next(one =>
        one.Event.TryGetProperty("message", out var message) && message.TryGetProperty(part, out _))).Event.GetProperty("message");

    static Task<JsonElement> Send(Bot bot, ChatClient person, string template) => bot.App.Post("/me/messages", new
    {
        recipient = new { id = person.Psid },
        message = JsonNode.Parse(SampleTemplates.Message(SampleTemplates.All[template])),
    }).Json();
}
