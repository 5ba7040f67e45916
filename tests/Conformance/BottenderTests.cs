using Microsoft.Playwright;

namespace Charla.Conformance.Tests;

/// <summary>A bot on bottender as it is published, told another origin, and a person in a real browser.</summary>
public sealed class BottenderTests(Stage stage) : Walk(stage)
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bot_answers_a_person_with_a_button_and_hears_the_tap()
    {
        var folder = Clients.Folder();
        var page = await Clients.MakePage(Server, "echo");
        var environment = Clients.Environment(Server, page);
        var port = ServerProcess.FreePort();
        await using var bot = OtherProgram.Start(
            "node", Path.Combine(folder, "echo"), environment, "../node_modules/.bin/bottender", "start", "--port", $"{port}");
        var callback = $"http://127.0.0.1:{port}/webhooks/messenger";
        await Listening(bot, callback, environment["VERIFY_TOKEN"]);
        await Subscribe(environment, callback);

        var soon = new LocatorAssertionsToBeVisibleOptions { Timeout = 20_000 };
        var phone = await Phone();
        await phone.GotoAsync($"{Address}/m/echo");
        await phone.Say("Hello");
        await Expect(phone.Bubble("You said: Hello")).ToBeVisibleAsync(soon);
        await phone.GetByRole(AriaRole.Button, new() { Name = "Say it again" }).ClickAsync();
        await Expect(phone.Bubble("Once more: Hello")).ToBeVisibleAsync(soon);
        await Clients.Report("bottender 1.5.5: a person wrote, saw the answer, tapped its button and saw the answer to that");
    }

    /// <summary>Where the bot is told, and of which page: the two calls that a developer makes.</summary>
    async Task Subscribe(Dictionary<string, string> app, string callback)
    {
        const string fields = "messages,messaging_postbacks,message_deliveries,message_reads";
        var done = await Server.Caller($"{app["APP_ID"]}|{app["APP_SECRET"]}").Post($"/v12.0/{app["APP_ID"]}/subscriptions", new
        {
            @object = "page",
            callback_url = callback,
            verify_token = app["VERIFY_TOKEN"],
            fields,
        });
        Assert.True(done.GetProperty("success").GetBoolean());
        await Server.Caller(app["PAGE_TOKEN"]).Post("/v12.0/me/subscribed_apps", new { subscribed_fields = fields });
    }

    static async Task Listening(OtherProgram bot, string callback, string verifyToken)
    {
        using var http = new HttpClient();
        var question = new Uri($"{callback}?hub.mode=subscribe&hub.challenge=1&hub.verify_token={verifyToken}");
        for (var attempt = 0; attempt < 300; attempt++)
        {
            Assert.False(bot.HasEnded, bot.Said);
            try
            {
                using var answer = await http.GetAsync(question, Cancel);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(100, Cancel);
        }

        Assert.Fail($"The bot does not listen. {bot.Said}");
    }
}
