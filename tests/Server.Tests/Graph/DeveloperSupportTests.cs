using System.Net;
using System.Text.Json.Nodes;
using Charla.Conversations.Contracts;
using Charla.Platform.Messages;
using Charla.Rules.Tests.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Charla.Server.Tests.Graph;

/// <summary>Consents that are good more than once, and how they are tried out without waiting.</summary>
public sealed class DeveloperSupportTests(ServerFixture server, GraphLimitTests.StrictServer strict) : IClassFixture<GraphLimitTests.StrictServer>
{
    [Fact]
    [Wire("POST {page}/messages", "recipient.notification_messages_token")]
    [Wire(
        "POST {page}/notification_messages_dev_support", "developer_action",
        Differs = "only on a server that runs with Testing:RelaxedLimits: elsewhere a consent is what the person agreed to")]
    [Wire("errors", "4/2018354")]
    public async Task A_server_for_tests_lets_one_message_follow_before_its_time()
    {
        var (bot, token) = await Granted(server);
        await Send(bot, token).Json();
        await Send(bot, token).GraphError(4, 2018354, HttpStatusCode.TooManyRequests);
        await Support(bot, token, "DANCE").GraphError(100);
        await Support(bot, "m_1_1.x", "ENABLE_FOLLOWUP_MESSAGE").GraphError(100);
        Assert.True((await Support(bot, token, "ENABLE_FOLLOWUP_MESSAGE").Json()).GetProperty("success").GetBoolean());
        await Send(bot, token).Json();
        await Send(bot, token).GraphError(4, 2018354);
    }

    [Fact]
    [Wire("errors", "10")]
    public async Task A_server_for_people_does_not()
    {
        var (bot, token) = await Granted(strict);
        await Support(bot, token, "ENABLE_FOLLOWUP_MESSAGE").GraphError(10, status: HttpStatusCode.Forbidden);
    }

    [Fact]
    [Wire("errors", "10/1893015")]
    public async Task A_topic_that_the_person_stopped_stays_stopped()
    {
        var (bot, token) = await Granted(server, thenStopped: true);
        await Send(bot, token).GraphError(10, 1893015, HttpStatusCode.Forbidden);
    }

    static async Task<(Bot, string)> Granted(ServerFixture server, bool thenStopped = false)
    {
        var bot = await Bot.Open(server);
        var person = await bot.Person();
        await person.Say("hello");
        var asked = await bot.Send(new
        {
            recipient = new { id = person.Psid },
            message = JsonNode.Parse(SampleTemplates.Message(SampleTemplates.All["notification_messages"])),
        }).Json();
        await Answer(true);
        var reader = server.Services.GetRequiredService<ConversationReader>();
        var entry = (await reader.Page(person.Id, Log.Thread, null, null, 10)).Entries[^1];
        var token = WireAnswer.Of(entry, (Answered)entry.Event).Value["notification_messages_token"]!.GetValue<string>();
        if (thenStopped)
            await Answer(false);
        return (bot, token);

        Task Answer(bool granted) =>
            person.Device.Post("/api/chat/answers", new { message_id = asked.Text("message_id"), answer = new { granted } }).Json();
    }

    static Task<HttpResponseMessage> Send(Bot bot, string token) =>
        bot.Send(new { recipient = new { notification_messages_token = token }, message = new { text = "New cakes" } });

    static Task<HttpResponseMessage> Support(Bot bot, string token, string action) => bot.Http.Post(
        bot.Url("/me/notification_messages_dev_support"),
        new { recipient = new { notification_messages_token = token }, developer_action = action });
}
