namespace Charla.Server.Tests.Graph;

/// <summary>Section 3.6 of the wire: messages with gaps.</summary>
public sealed class MessageTemplateTests(ServerFixture server)
{
    [Fact]
    [Wire("POST {page}/message_templates", "name", "language", "category", "components")]
    [Wire("POST {page}/message_templates", "status", Differs = "APPROVED at once: nothing is reviewed")]
    [Wire("GET {page}/message_templates", "fields", "name")]
    [Wire("DELETE {page}/message_templates", "name")]
    [Wire("POST {page}/messages", "message.template.name, language, components")]
    public async Task A_template_is_made_listed_sent_and_removed()
    {
        var bot = await Bot.Open(server);
        var person = await bot.Person();
        await person.Say("hello");
        var components = new object[] { new { type = "BODY", text = "Hi {{1}}, table {{2}} is free." } };
        var made = await bot.Post("/v23.0/me/message_templates", new { name = "table_free", language = "en_US", category = "UTILITY", components });
        Assert.Equal(("APPROVED", "UTILITY"), (made.Text("status"), made.Text("category")));
        Assert.Equal(["table_free"], (await bot.Get("/me/message_templates")).TextsIn("name"));
        Assert.Contains("{{1}}", (await bot.Get("/me/message_templates?fields=components&name=table_free")).ToString(), StringComparison.Ordinal);
        await bot.Http.Post(bot.Url("/me/message_templates"), new { name = "table_free", language = "en_US", components }).GraphError(100);

        var sent = await bot.Send(Message(person.Psid, "table_free", "Ana", "7")).Json();
        Assert.StartsWith("m_", sent.Text("message_id"), StringComparison.Ordinal);
        var events = (await person.Device.Get("/api/chat/events").Json()).GetProperty("events");
        Assert.Equal("Hi Ana, table 7 is free.", events.EnumerateArray().Last(one => one.Text("type") == "message").GetProperty("message").Text("text"));
        await bot.Send(Message(person.Psid, "table_free", "Ana")).GraphError(100);
        await bot.Send(Message(person.Psid, "no_such", "Ana", "7")).GraphError(100);

        Assert.True((await bot.Delete("/me/message_templates?name=table_free")).GetProperty("success").GetBoolean());
        await bot.Send(Message(person.Psid, "table_free", "Ana", "7")).GraphError(100);
        await bot.Http.Delete(bot.Url("/me/message_templates?name=table_free")).GraphError(100);
    }

    [Fact]
    [Wire("GET message_template_library", "search", Differs = "a small library of Charla's own")]
    [Wire("POST {page}/message_templates", "library_template_name")]
    public async Task The_library_has_templates_to_take_over()
    {
        var bot = await Bot.Open(server);
        var library = await bot.Get("/message_template_library?search=appointment");
        Assert.Contains("appointment_reminder", library.TextsIn("name"));
        await bot.Post("/me/message_templates", new { name = "mine", language = "en", category = "UTILITY", library_template_name = "appointment_reminder" });
        Assert.Equal(["mine"], (await bot.Get("/me/message_templates")).TextsIn("name"));
        await bot.Http.Get("/message_template_library").GraphError(190);
    }

    [Theory]
    [InlineData("""{"language":"en","components":[{"type":"BODY","text":"a"}]}""")]
    [InlineData("""{"name":"A b","language":"en","components":[{"type":"BODY","text":"a"}]}""")]
    [InlineData("""{"name":"a","language":"English","components":[{"type":"BODY","text":"a"}]}""")]
    [InlineData("""{"name":"a","language":"en","category":"MARKETING","components":[{"type":"BODY","text":"a"}]}""")]
    [InlineData("""{"name":"a","language":"en"}""")]
    [InlineData("""{"name":"a","language":"en","components":"x"}""")]
    [InlineData("""{"name":"a","language":"en","library_template_name":"x"}""")]
    public async Task What_is_no_template_is_refused(string body)
    {
        var bot = await Bot.Open(server);
        await bot.Http.PostRaw(bot.Url("/me/message_templates"), body).GraphError(100);
    }

    static object Message(string psid, string name, params string[] values) => new
    {
        recipient = new { id = psid },
        messaging_type = "UTILITY",
        message = new
        {
            template = new
            {
                name,
                language = new { code = "en_US" },
                components = new[] { new { type = "body", parameters = values.Select(value => new { type = "text", text = value }) } },
            },
        },
    };
}
