using System.Net;
using System.Net.Http.Json;

namespace Charla.Server.Tests.Conversations;

public sealed class SendMessageTests(ConversationServer server) : IClassFixture<ConversationServer>
{
    [Fact]
    public async Task An_acknowledged_message_is_read_back()
    {
        var chat = await Person();
        var sent = await chat.Send("c1", "Do you have rye bread?");
        var stored = Assert.Single(await chat.Events());
        Assert.Equal(1, sent.GetProperty("seq").GetInt64());
        Assert.Equal("Do you have rye bread?", stored.GetProperty("message").GetProperty("text").GetString());
        Assert.Equal(
            sent.GetProperty("message_id").GetString(), stored.GetProperty("message").GetProperty("message_id").GetString());
    }

    [Fact]
    public async Task A_second_send_of_the_same_client_id_returns_the_first_answer()
    {
        var chat = await Person();
        var first = await chat.Send("c1", "once");
        await chat.Send("c2", "in between");
        var again = await chat.Send("c1", "once");
        Assert.Equal(first.GetRawText(), again.GetRawText());
        Assert.Equal(2, (await chat.Events()).Count);
    }

    [Fact]
    public async Task A_client_id_with_another_content_is_refused()
    {
        var chat = await Person();
        await chat.Send("c1", "once");
        Assert.Equal(
            "client_id.reused", await ChatClient.Refused(chat.Post("/api/chat/messages", new { client_id = "c1", text = "twice" }), 409));
    }

    [Fact]
    public async Task Twenty_twins_at_once_make_one_message()
    {
        var chat = await Person();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => chat.Send("twin", "hello")));
        Assert.Single(answers.Select(answer => answer.GetProperty("seq").GetInt64()).Distinct());
        Assert.Single(await chat.Events());
    }

    [Fact]
    public async Task A_client_id_is_known_for_ever_not_only_in_memory()
    {
        var chat = await Person();
        var first = await chat.Send("old", "remember me");
        for (var i = 0; i < 100; i++)
            await chat.Send($"later{i}", "and another");
        var again = await chat.Send("old", "remember me");
        Assert.Equal(first.GetProperty("seq").GetInt64(), again.GetProperty("seq").GetInt64());
        Assert.Equal(
            "client_id.reused", await ChatClient.Refused(chat.Post("/api/chat/messages", new { client_id = "later0", text = "x" }), 409));
        Assert.Equal(102, (await chat.Send("last", "end")).GetProperty("seq").GetInt64());
    }

    [Fact]
    public async Task Five_senders_at_once_leave_no_gap()
    {
        var chat = await Person();
        await Task.WhenAll(Enumerable.Range(0, 5).Select(async sender =>
        {
            for (var i = 0; i < 40; i++)
                await chat.Send($"s{sender}-{i}", $"{i}");
        }));
        var seqs = (await chat.Events()).Select(one => one.GetProperty("seq").GetInt64());
        Assert.Equal(Enumerable.Range(1, 200).Select(seq => (long)seq), seqs);
    }

    [Fact]
    public async Task A_message_can_be_edited_reacted_to_and_taken_back()
    {
        var chat = await Person();
        var id = (await chat.Send("c1", "helo")).GetProperty("message_id").GetString();
        await ChatClient.Ok(chat.Request(HttpMethod.Patch, $"/api/chat/messages/{id}", JsonContent.Create(new { text = "hello" })));
        await ChatClient.Ok(chat.Post("/api/chat/reactions", new { message_id = id, emoji = "👍" }));
        var edited = (await chat.Events())[0].GetProperty("message");
        Assert.Equal("hello", edited.GetProperty("text").GetString());
        Assert.Equal("👍", edited.GetProperty("reactions")[0].GetProperty("emoji").GetString());

        await ChatClient.Ok(chat.Request(HttpMethod.Delete, $"/api/chat/messages/{id}"));
        var events = await chat.Events();
        Assert.True(events[0].GetProperty("message").GetProperty("unsent").GetBoolean());
        Assert.False(events[0].GetProperty("message").TryGetProperty("text", out _));
        Assert.Equal(["message", "edited", "reacted", "unsent"], events.Select(one => one.GetProperty("type").GetString()));
    }

    [Fact]
    public async Task After_fifteen_minutes_a_message_stays_as_it_is()
    {
        var chat = await Person();
        var id = (await chat.Send("c1", "helo")).GetProperty("message_id").GetString();
        server.Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal("message.too_late", await ChatClient.Refused(chat.Request(HttpMethod.Delete, $"/api/chat/messages/{id}"), 409));
    }

    [Fact]
    public async Task A_reply_quotes_the_message_as_it_is_now()
    {
        var chat = await Person();
        var id = (await chat.Send("c1", "my secret")).GetProperty("message_id").GetString();
        await ChatClient.Ok(chat.Post(
            "/api/chat/messages", new { client_id = "c2", text = "forget that", reply_to = new { message_id = id } }));
        Assert.Equal("my secret", await Quote(chat));
        await ChatClient.Ok(chat.Request(HttpMethod.Delete, $"/api/chat/messages/{id}"));
        Assert.Null(await Quote(chat));
    }

    [Fact]
    public async Task Another_persons_message_does_not_exist()
    {
        var (mine, theirs) = (await Person(), await Person());
        var id = (await theirs.Send("c1", "private")).GetProperty("message_id").GetString();
        foreach (var request in (Task<HttpResponseMessage>[])
        [
            mine.Request(HttpMethod.Delete, $"/api/chat/messages/{id}"),
            mine.Request(HttpMethod.Patch, $"/api/chat/messages/{id}", JsonContent.Create(new { text = "x" })),
            mine.Post("/api/chat/reactions", new { message_id = id, emoji = "👍" }),
            mine.Post("/api/chat/messages", new { client_id = "c9", text = "x", reply_to = new { message_id = id } }),
            mine.Request(HttpMethod.Delete, "/api/chat/messages/m_1_1"),
        ])
        {
            Assert.Equal("not_found", await ChatClient.Refused(request, 404));
        }
    }

    [Fact]
    public async Task Pages_of_history_meet_without_a_gap()
    {
        var chat = await Person();
        for (var i = 1; i <= 25; i++)
            await chat.Send($"c{i}", $"{i}");
        var newest = await chat.Get("/api/chat/events?limit=10");
        var earlier = await chat.Get($"/api/chat/events?limit=10&before={newest.GetProperty("events")[0].GetProperty("seq")}");
        Assert.True(newest.GetProperty("more").GetBoolean());
        Assert.Equal(16, newest.GetProperty("events")[0].GetProperty("seq").GetInt64());
        Assert.Equal(6, earlier.GetProperty("events")[0].GetProperty("seq").GetInt64());
    }

    [Theory]
    [MemberData(nameof(BadBodies))]
    public async Task Bad_input_is_refused_in_the_one_shape(string body, int status)
    {
        var chat = await Person();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        await ChatClient.Refused(chat.Request(HttpMethod.Post, "/api/chat/messages", content), status);
        Assert.Empty(await chat.Events());
    }

    public static TheoryData<string, int> BadBodies() => new()
    {
        { "", 400 },
        { "null", 400 },
        { "[]", 400 },
        { "{", 400 },
        { "{\"client_id\":1,\"text\":\"x\"}", 400 },
        { "{\"client_id\":\"c1\"}", 400 },
        { "{\"client_id\":\"c1\",\"text\":\"  \"}", 400 },
        { "{\"client_id\":\"c 1\",\"text\":\"x\"}", 400 },
        { "{\"text\":\"x\"}", 400 },
        { "{\"client_id\":\"c1\",\"text\":\"a\\u0000b\"}", 400 },
        { "{\"client_id\":\"c1\",\"text\":\"\\ud83d\"}", 400 },
        { "{\"client_id\":\"c1\",\"attachment\":{\"file_id\":\"nothing\"}}", 400 },
        { "{\"client_id\":\"c1\",\"attachment\":{}}", 400 },
        { "{\"client_id\":\"c1\",\"attachment\":7}", 400 },
        { "{\"client_id\":\"c1\",\"text\":\"x\",\"quick_replies\":[{\"title\":\"t\",\"payload\":\"p\"}]}", 400 },
        { "{\"client_id\":\"c1\",\"text\":\"x\",\"reply_to\":{\"message_id\":\"../../etc\"}}", 404 },
        { "{\"client_id\":\"c1\",\"text\":\"" + new string('x', 8001) + "\"}", 400 },
        { "{\"client_id\":\"c1\",\"text\":\"" + new string('x', 2 << 20) + "\"}", 413 },
        { new string('[', 100_000), 400 },
        { "{\"client_id\":\"c1\",\"text\":1e999999}", 400 },
    };

    [Theory]
    [InlineData("text/plain", 415)]
    [InlineData("application/x-www-form-urlencoded", 415)]
    public async Task Only_json_is_taken(string type, int status)
    {
        var chat = await Person();
        using var content = new StringContent("{\"client_id\":\"c1\",\"text\":\"x\"}", System.Text.Encoding.UTF8, type);
        await ChatClient.Refused(chat.Request(HttpMethod.Post, "/api/chat/messages", content), status);
    }

    [Theory]
    [InlineData("/api/chat/events?after=-1")]
    [InlineData("/api/chat/events?after=x")]
    [InlineData("/api/chat/events?after=99999999999999999999")]
    [InlineData("/api/chat/events?limit=0")]
    [InlineData("/api/chat/events?limit=1000000")]
    [InlineData("/api/chat/events?before=-5")]
    public async Task Bad_numbers_are_refused(string path) =>
        await ChatClient.Refused((await Person()).Request(HttpMethod.Get, path), 400);

    [Theory]
    [InlineData("")]
    [InlineData("person_x")]
    [InlineData("garbage")]
    public async Task A_forged_token_opens_nothing(string token)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        Assert.Equal("unauthenticated", await ChatClient.Refused(http.GetAsync("/api/chat/events"), 401));
    }

    [Fact]
    public async Task A_changed_token_opens_nothing()
    {
        var chat = await Person();
        using var http = new HttpClient { BaseAddress = server.Address };
        var middle = chat.Token.Length / 2;
        var changed = chat.Token[..middle] + (chat.Token[middle] == 'A' ? 'B' : 'A') + chat.Token[(middle + 1)..];
        http.DefaultRequestHeaders.Authorization = new("Bearer", changed);
        await ChatClient.Refused(http.GetAsync("/api/chat/events"), (int)HttpStatusCode.Unauthorized);
    }

    static async Task<string?> Quote(ChatClient chat)
    {
        var quote = (await chat.Events())[1].GetProperty("message").GetProperty("reply_to");
        return quote.TryGetProperty("text", out var text) ? text.GetString() : null;
    }

    async Task<ChatClient> Person() => await ChatClient.Open(server.Address, (await server.MakePage()).Text("handle"));
}
