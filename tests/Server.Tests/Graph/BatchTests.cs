using System.Text.Json;
using Charla.Server.Tests.Inbox;

namespace Charla.Server.Tests.Graph;

public sealed class BatchTests(ServerFixture server)
{
    static JsonElement Body(JsonElement slot) => JsonDocument.Parse(slot.Text("body")).RootElement;

    static string Form(Customer person, string text) =>
        $"recipient={Uri.EscapeDataString($$"""{"id":"{{person.Psid}}"}""")}&message={Uri.EscapeDataString($$"""{"text":"{{text}}"}""")}";

    [Theory]
    [InlineData("/")]
    [InlineData("/me")]
    [InlineData("/v12.0")]
    [InlineData("/v12.0/me")]
    [Wire(
        "batch", "POST / and POST /me, with or without a version", "method", "relative_url", "body",
        "code, headers and body of each answer")]
    public async Task Calls_are_done_in_order_and_answered_in_order(string root)
    {
        var bot = await Bot.Open(server);
        var person = await bot.Person("Rosa");
        var answers = await bot.Post(root, new
        {
            batch = new object[]
            {
                new { method = "POST", relative_url = "me/messages", body = Form(person, "one") },
                new { method = "POST", relative_url = "/v2.6/me/messages?x=1", body = Form(person, "two") },
                new { method = "GET", relative_url = $"{person.Psid}?fields=first_name" },
                new { method = "GET", relative_url = "me/nothing_such" },
            },
        });
        Assert.Equal([200, 200, 200, 400], answers.EnumerateArray().Select(slot => slot.GetProperty("code").GetInt32()));
        Assert.Equal(person.Psid, Body(answers[0]).Text("recipient_id"));
        Assert.Equal("Rosa", Body(answers[2]).Text("first_name"));
        Assert.Equal(2500, Body(answers[3]).GetProperty("error").GetProperty("code").GetInt32());
        Assert.Contains("Content-Type", answers[0].GetProperty("headers").ToString(), StringComparison.Ordinal);
        var events = (await person.Device.Get("/api/chat/events").Json()).GetProperty("events");
        Assert.Equal(["one", "two"], events.EnumerateArray().Select(one => one.GetProperty("message").Text("text")));
    }

    [Fact]
    [Wire("batch", "batch as text in a form", "include_headers")]
    public async Task A_batch_may_be_text_in_a_form_and_leave_out_headers()
    {
        var bot = await Bot.Open(server);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["access_token"] = bot.Token,
            ["include_headers"] = "false",
            ["batch"] = """[{"method":"GET","relative_url":"me"}]""",
        });
        var answers = await bot.Ask(HttpMethod.Post, "/", form).Json();
        Assert.False(answers[0].TryGetProperty("headers", out _));
        Assert.Equal($"{bot.Page}", Body(answers[0]).Text("id"));
    }

    [Fact]
    [Wire("batch", "attached_files")]
    public async Task An_item_may_bring_a_file()
    {
        var bot = await Bot.Open(server);
        var person = await bot.Person();
        var recipient = Uri.EscapeDataString($$"""{"id":"{{person.Psid}}"}""");
        var message = Uri.EscapeDataString("""{"attachment":{"type":"file","payload":{}}}""");
        var batch = JsonSerializer.Serialize(new object[]
        {
            new { method = "POST", relative_url = "me/messages", body = $"recipient={recipient}&message={message}", attached_files = "notes" },
            new { method = "GET", relative_url = "me" },
        });
        using var form = new MultipartFormDataContent
        {
            { new StringContent(bot.Token), "access_token" },
            { new StringContent(batch), "batch" },
            { new ByteArrayContent("notes"u8.ToArray()), "notes", "notes.txt" },
        };
        var answers = await bot.Ask(HttpMethod.Post, "/v12.0/me", form).Json();
        Assert.Equal([200, 200], answers.EnumerateArray().Select(slot => slot.GetProperty("code").GetInt32()));
        var events = (await person.Device.Get("/api/chat/events").Json()).GetProperty("events");
        Assert.Equal("notes.txt", events[0].GetProperty("message").GetProperty("attachments")[0].Text("name"));
    }

    [Fact]
    [Wire("batch", "name", "{result=name:$.path}", "omit_response_on_success")]
    public async Task An_item_takes_what_another_answered()
    {
        var bot = await Bot.Open(server);
        var person = await bot.Person();
        var answers = await bot.Post("/", new
        {
            batch = new object[]
            {
                new { method = "POST", relative_url = "{result=label:$.id}/label", body = $"user={person.Psid}" },
                new { method = "POST", name = "label", relative_url = "me/custom_labels", body = "name=vip" },
                new { method = "GET", name = "unused", relative_url = $"{person.Psid}/custom_labels?fields=name", depends_on = "label" },
            },
        });
        Assert.True(Body(answers[0]).GetProperty("success").GetBoolean());
        Assert.Equal(JsonValueKind.Null, answers[1].ValueKind);
        Assert.Equal(["vip"], Body(answers[2]).TextsIn("name"));

        var shown = await bot.Post("/", new
        {
            batch = new object[]
            {
                new { method = "GET", name = "labels", relative_url = "me/custom_labels", omit_response_on_success = false },
                new { method = "GET", relative_url = "{result=labels:$.data[0].id}?fields=name" },
                new { method = "GET", relative_url = "{result=labels:$.data.*.id}?fields=name" },
            },
        });
        Assert.Equal(200, shown[0].GetProperty("code").GetInt32());
        Assert.Equal("vip", Body(shown[1]).Text("name"));
        Assert.Equal("vip", Body(shown[2]).Text("name"));
    }

    [Fact]
    [Wire("batch", "depends_on")]
    public async Task What_a_failed_item_was_needed_for_is_not_done()
    {
        var bot = await Bot.Open(server);
        var answers = await bot.Post("/", new
        {
            batch = new object[]
            {
                new { method = "GET", name = "a", relative_url = "me/nothing_such" },
                new { method = "GET", relative_url = "me", depends_on = "a" },
                new { method = "GET", name = "b", relative_url = "me?x={result=c:$.id}" },
                new { method = "GET", name = "c", relative_url = "me?x={result=b:$.id}" },
                new { method = "GET", relative_url = "me?x={result=nobody:$.id}" },
            },
        });
        Assert.Equal(400, answers[0].GetProperty("code").GetInt32());
        Assert.Equal(JsonValueKind.Null, answers[1].ValueKind);
        Assert.Equal(JsonValueKind.Null, answers[2].ValueKind);
        Assert.Equal(JsonValueKind.Null, answers[3].ValueKind);
        Assert.Equal(400, answers[4].GetProperty("code").GetInt32());
    }

    [Fact]
    [Wire("batch", "access_token of an item", "appsecret_proof of an item")]
    public async Task Each_item_may_have_a_token_of_its_own()
    {
        var (bot, other) = (await Bot.Open(server), await Bot.Open(server));
        var answers = await bot.Post("/", new
        {
            batch = new object[]
            {
                new { method = "GET", relative_url = $"me?access_token={other.Token}" },
                new { method = "GET", relative_url = "me?access_token=wrong" },
                new { method = "GET", relative_url = "me?appsecret_proof=00" },
            },
        });
        Assert.Equal($"{other.Page}", Body(answers[0]).Text("id"));
        Assert.Equal(401, answers[1].GetProperty("code").GetInt32());
        Assert.Equal(100, Body(answers[2]).GetProperty("error").GetProperty("code").GetInt32());
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("1")]
    [InlineData("\"x\"")]
    public async Task What_is_no_batch_is_refused(string batch)
    {
        var bot = await Bot.Open(server);
        await bot.Http.PostRaw(bot.Url("/"), $$"""{"batch":{{batch}}}""").GraphError(100);
    }

    [Fact]
    [Wire("batch", "50 items")]
    public async Task A_batch_holds_fifty_calls_and_no_batch()
    {
        var bot = await Bot.Open(server);
        var items = Enumerable.Repeat(new { method = "GET", relative_url = "me" }, 51).ToArray();
        await bot.Http.Post(bot.Url("/"), new { batch = items }).GraphError(100);
        Assert.Equal(50, (await bot.Post("/", new { batch = items[..50] })).GetArrayLength());
        var odd = await bot.Post("/", new { batch = new object?[] { null, 1, new { }, new { method = "POST", relative_url = "/", body = "batch=[]" }, new { method = "LINK", relative_url = "me" } } });
        Assert.All(odd.EnumerateArray(), slot => Assert.Equal(400, slot.GetProperty("code").GetInt32()));
    }
}
