using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Charla.Server.Tests.Inbox;

namespace Charla.Server.Tests.Graph;

/// <summary>Sections 1 and 3 of the wire: every way in which a message may be sent.</summary>
public sealed class SendTests(ServerFixture server)
{
    static async Task<List<JsonElement>> Thread(Customer person) =>
        [.. (await person.Device.Get("/api/chat/events?limit=200").Json()).GetProperty("events").EnumerateArray()];

    static async Task<string?> LastText(Customer person) =>
        (await Thread(person)).Last(one => one.Text("type") == "message").GetProperty("message").Text("text");

    [Fact]
    [Wire("POST {page}/messages", "recipient.id", "message.text", "answer: recipient_id, message_id")]
    public async Task A_text_is_in_the_thread_when_its_id_is_answered()
    {
        var bot = await Bot.Open(server);
        var rosa = await bot.Person("Rosa");
        var sent = await bot.Say(rosa, "¡Hola, Rosa! 🥐");
        Assert.Equal(rosa.Psid, sent.Text("recipient_id"));
        Assert.StartsWith("m_", sent.Text("message_id"), StringComparison.Ordinal);
        var said = (await Thread(rosa)).Single(one => one.Text("type") == "message");
        Assert.Equal("¡Hola, Rosa! 🥐", said.GetProperty("message").Text("text"));
        Assert.Equal(sent.Text("message_id"), said.GetProperty("message").Text("message_id"));
        Assert.Equal("helper", said.GetProperty("from").Text("kind"));
    }

    [Theory]
    [InlineData("/me/messages")]
    [InlineData("/v2.6/me/messages")]
    [InlineData("/v23.0/me/messages/")]
    [InlineData("/{page}/messages")]
    [InlineData("/v3.2/{page}/messages/?fields=x")]
    [Wire("path", "/vN.N/… with any number, or no version", "me, or the page's id", "a slash at the end")]
    [Wire("answer", "facebook-api-version", "x-fb-trace-id", "x-app-usage", "x-business-use-case-usage")]
    public async Task Any_version_or_none_and_me_or_the_page(string path)
    {
        var bot = await Bot.Open(server);
        var person = await bot.Person();
        path = path.Replace("{page}", $"{bot.Page}", StringComparison.Ordinal);
        using var answer = await bot.Http.Post(bot.Url(path), new { recipient = new { id = person.Psid }, message = new { text = path } });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(path.StartsWith("/v", StringComparison.Ordinal) ? path.Split('/')[1] : "v25.0", answer.Headers.GetValues("facebook-api-version").Single());
        Assert.NotEmpty(answer.Headers.GetValues("x-fb-trace-id").Single());
        Assert.Contains("call_count", answer.Headers.GetValues("x-app-usage").Single(), StringComparison.Ordinal);
        Assert.Contains("\"messenger\"", answer.Headers.GetValues("x-business-use-case-usage").Single(), StringComparison.Ordinal);
        Assert.Equal(path, await LastText(person));
    }

    [Theory]
    [InlineData("json-query")]
    [InlineData("json-body")]
    [InlineData("json-bearer")]
    [InlineData("json-oauth")]
    [InlineData("json-in-strings")]
    [InlineData("form")]
    [InlineData("form-single-quotes")]
    [InlineData("form-brackets")]
    [InlineData("form-without-type")]
    [InlineData("multipart")]
    [InlineData("query")]
    [InlineData("split")]
    [Wire(
        "token", "access_token in the query", "access_token in the body", "Authorization: Bearer",
        "Authorization: OAuth")]
    [Wire(
        "body", "application/json", "application/x-www-form-urlencoded with JSON inside",
        "single quotes instead of double", "recipient[id]=…", "multipart/form-data", "the query alone",
        "parameters in the query and the body", "a form without its content type")]
    public async Task Every_kind_of_body_and_every_place_of_the_token(string way)
    {
        var bot = await Bot.Open(server);
        var person = await bot.Person();
        var (recipient, message) = ($$"""{"id":"{{person.Psid}}"}""", $$"""{"text":"by {{way}}"}""");
        var json = $$"""{"recipient":{{recipient}},"message":{{message}}}""";
        var (r, m) = (Uri.EscapeDataString(recipient), Uri.EscapeDataString(message));
        using var request = way switch
        {
            "json-query" => Request($"/me/messages?access_token={bot.Token}", json),
            "json-body" => Request("/me/messages", $$"""{"access_token":"{{bot.Token}}",{{json[1..]}}"""),
            "json-bearer" or "json-oauth" => Request("/me/messages", json),
            "json-in-strings" => Request(
                "/me/messages",
                JsonSerializer.Serialize(new { access_token = bot.Token, recipient, message })),
            "form" => Request("/me/messages", $"access_token={bot.Token}&recipient={r}&message={m}", "application/x-www-form-urlencoded"),
            "form-single-quotes" => Request(
                "/me/messages",
                $"access_token={bot.Token}&recipient={Uri.EscapeDataString($"{{'id':'{person.Psid}'}}")}&message={Uri.EscapeDataString($"{{text:'by {way}'}}")}",
                "application/x-www-form-urlencoded"),
            "form-brackets" => Request(
                "/me/messages",
                $"access_token={bot.Token}&recipient[id]={person.Psid}&message%5Btext%5D=by+{way}",
                "application/x-www-form-urlencoded"),
            "form-without-type" => Request("/me/messages", $"access_token={bot.Token}&recipient={r}&message={m}", "text/plain"),
            "multipart" => new HttpRequestMessage(HttpMethod.Post, "/me/messages")
            {
                Content = new MultipartFormDataContent
                {
                    { new StringContent(bot.Token), "access_token" },
                    { new StringContent(recipient), "recipient" },
                    { new StringContent(message), "message" },
                },
            },
            "query" => new HttpRequestMessage(HttpMethod.Post, $"/me/messages?access_token={bot.Token}&recipient={r}&message={m}"),
            _ => Request($"/me/messages?access_token={bot.Token}&recipient={r}", $$"""{"message":{{message}}}"""),
        };
        if (way is "json-bearer" or "json-oauth")
            request.Headers.Authorization = new(way == "json-oauth" ? "OAuth" : "Bearer", bot.Token);
        var sent = await bot.Http.SendAsync(request, TestContext.Current.CancellationToken).Json();
        Assert.Equal(person.Psid, sent.Text("recipient_id"));
        Assert.Equal($"by {way}", await LastText(person));
    }

    static HttpRequestMessage Request(string path, string body, string type = "application/json") =>
        new(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, type) };

    [Fact]
    [Wire("token", "appsecret_proof")]
    public async Task A_right_proof_passes_and_a_wrong_one_does_not()
    {
        var bot = await Bot.Open(server);
        var proof = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(bot.AppSecret), Encoding.UTF8.GetBytes(bot.Token)));
        Assert.Equal($"{bot.Page}", (await bot.Get($"/me?appsecret_proof={proof}")).Text("id"));
        var error = await bot.Http.Get(bot.Url("/me?appsecret_proof=0123")).GraphError(100);
        Assert.Equal("Invalid appsecret_proof provided in the API argument", error.Text("message"));
    }

    [Fact]
    [Wire(
        "POST {page}/messages", "messaging_type is optional", "message.metadata", "message.quick_replies",
        "reply_to.mid", "unknown parameters")]
    [Wire("POST {page}/messages", "notification_type", Differs = "taken; the person's device decides how loud it is")]
    public async Task The_envelope_is_taken_as_clients_send_it()
    {
        var bot = await Bot.Open(server);
        var person = await bot.Person();
        await bot.Send(new
        {
            messaging_type = "RESPONSE",
            notification_type = "NO_PUSH",
            recipient = new { id = person.Psid },
            message = new { text = "Which one?", metadata = "kept", quick_replies = new[] { new { content_type = "text", title = "Rye", payload = "RYE" } } },
            fieldsToRequest = "unknown",
        }).Json();
        var asked = (await Thread(person)).Last().GetProperty("message");
        Assert.Equal("RYE", asked.GetProperty("quick_replies")[0].Text("payload"));
        var first = asked.Text("message_id");
        await bot.Send(new { recipient = new { id = person.Psid }, message = new { text = "And?" }, reply_to = new { mid = first } }).Json();
        Assert.Equal(first, (await Thread(person)).Last().GetProperty("message").GetProperty("reply_to").Text("message_id"));
    }

    [Theory]
    [InlineData("typing_on")]
    [InlineData("TYPING_OFF")]
    [InlineData("mark_seen")]
    [Wire(
        "POST {page}/messages", "sender_action: typing_on, typing_off, mark_seen",
        "answer to a sender_action: recipient_id alone")]
    public async Task A_sender_action_answers_the_person_and_no_message(string action)
    {
        var bot = await Bot.Open(server);
        var person = await bot.Person();
        await person.Say("hello");
        var done = await bot.Send(new { recipient = new { id = person.Psid }, sender_action = action, messaging_type = "RESPONSE" }).Json();
        Assert.Equal(person.Psid, done.Text("recipient_id"));
        Assert.False(done.TryGetProperty("message_id", out _));
        if (action == "mark_seen")
            Assert.Equal(1, (await person.Device.Get("/api/chat/events").Json()).GetProperty("receipts").GetProperty("read").GetInt64());
    }

    [Fact]
    [Wire("POST {page}/messages", "sender_action: react, unreact", "payload.message_id, payload.reaction")]
    public async Task An_app_reacts_changes_its_mind_and_takes_it_back()
    {
        var bot = await Bot.Open(server);
        var person = await bot.Person();
        var id = (await person.Say("I am here")).Text("message_id");
        foreach (var (action, reaction, expected) in new[] { ("react", "😊", "😊"), ("REACT", "love", "❤️"), ("unreact", null, null) })
        {
            await bot.Send(new { recipient = new { id = person.Psid }, sender_action = action, payload = new { message_id = id, reaction } }).Json();
            var message = (await Thread(person))[0].GetProperty("message");
            Assert.Equal(expected, message.TryGetProperty("reactions", out var reactions) ? reactions[0].Text("emoji") : null);
        }
    }

    [Fact]
    [Wire("POST {page}/messages", "persona_id")]
    public async Task A_persona_speaks_under_its_name()
    {
        var bot = await Bot.Open(server);
        var person = await bot.Person();
        var persona = await bot.Persona("Kim");
        await bot.Send(new { recipient = new { id = person.Psid }, message = new { text = "Kim here" }, persona_id = persona }).Json();
        Assert.Contains("Kim", (await Thread(person)).Last().ToString(), StringComparison.Ordinal);
        await bot.Send(new { recipient = new { id = person.Psid }, message = new { text = "Who?" }, persona_id = "1" }).GraphError(100);
    }

    [Fact]
    [Wire("errors", "551/1545041")]
    public async Task Whoever_blocked_the_page_is_not_available()
    {
        var bot = await Bot.Open(server);
        var person = await bot.Person();
        await person.Device.Post("/api/chat/block", new { on = true }).Json();
        await bot.Send(new { recipient = new { id = person.Psid }, message = new { text = "Hello?" } }).GraphError(551, 1545041);
    }

    public static TheoryData<string, int, int?> Refused => new()
    {
        { """{"message":{"text":"a"}}""", 100, null },
        { """{"recipient":"PSID","message":{"text":"a"}}""", 100, null },
        { """{"recipient":{},"message":{"text":"a"}}""", 100, null },
        { """{"recipient":{"id":"1"},"message":{"text":"a"}}""", 100, 2018001 },
        { """{"recipient":{"id":"abc"},"message":{"text":"a"}}""", 100, 2018001 },
        { """{"recipient":{"user_ref":"x"},"message":{"text":"a"}}""", 100, 2018001 },
        { """{"recipient":{"phone_number":"+1(212)555-2368"},"message":{"text":"a"}}""", 200, 2018027 },
        { """{"recipient":{"comment_id":"1_2"},"message":{"text":"a"}}""", 10903, null },
        { """{"recipient":{"notification_messages_token":"1"},"message":{"text":"a"}}""", 100, null },
        { """{"recipient":{"id":"PSID","user_ref":"x"},"message":{"text":"a"}}""", 100, null },
        { """{"recipient":{"id":"PSID"}}""", 100, 2018034 },
        { """{"recipient":{"id":"PSID"},"message":{}}""", 100, 2018034 },
        { """{"recipient":{"id":"PSID"},"message":{"text":""}}""", 100, 2018034 },
        { """{"recipient":{"id":"PSID"},"message":{"text":"a"},"sender_action":"typing_on"}""", 100, 2018014 },
        { """{"recipient":{"id":"PSID"},"message":[]}""", 100, null },
        { """{"recipient":{"id":"PSID"},"message":{"text":"LONG"}}""", 100, null },
        { """{"recipient":{"id":"PSID"},"sender_action":"dance"}""", 100, null },
        { """{"recipient":{"id":"PSID"},"sender_action":"react"}""", 100, null },
        { """{"recipient":{"id":"PSID"},"sender_action":"react","payload":{"message_id":"m_1","reaction":"😊"}}""", 100, null },
        { """{"recipient":{"id":"PSID"},"message":{"text":"a"},"messaging_type":"SHOUT"}""", 100, null },
        { """{"recipient":{"id":"PSID"},"message":{"text":"a"},"messaging_type":"MESSAGE_TAG"}""", 100, null },
        { """{"recipient":{"id":"PSID"},"message":{"text":"a"},"messaging_type":"MESSAGE_TAG","tag":"SHIPPING_UPDATE"}""", 100, null },
        { """{"recipient":{"id":"PSID"},"message":{"text":"a"},"notification_type":"LOUD"}""", 100, null },
        { """{"recipient":{"id":"PSID"},"message":{"text":"a"},"reply_to":{"mid":"m_zzz_zzz"}}""", 100, null },
        { """{"recipient":{"id":"PSID"},"message":{"text":"a","quick_replies":"x"}}""", 100, null },
        { """{"recipient":{"id":"PSID"},"message":{"text":"\ud800"}}""", 100, null },
        { """{"recipient":{"id":"PSID"},"message":{"text":"a\u0000b"}}""", 100, null },
        { """{"recipient":""", 100, null },
        { """["recipient"]""", 100, null },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    [Wire("POST {page}/messages", "recipient.user_ref", Not = "refused with 100/2018001: there is no checkbox plugin")]
    [Wire(
        "POST {page}/messages", "recipient.phone_number",
        Not = "refused with 200/2018027: nobody is addressed by a number that they did not give here")]
    [Wire(
        "POST {page}/messages", "recipient.comment_id, recipient.post_id",
        Not = "refused with 10903: a page has no posts to comment on")]
    [Wire("errors", "100", "100/2018001", "100/2018014", "100/2018034", "200/2018027", "10903")]
    public async Task What_cannot_be_sent_is_refused_with_its_code(string body, int code, int? subcode)
    {
        var bot = await Bot.Open(server);
        var person = await bot.Person();
        body = body.Replace("PSID", person.Psid, StringComparison.Ordinal).Replace("LONG", new string('x', 2_001), StringComparison.Ordinal);
        await bot.Http.PostRaw(bot.Url("/me/messages"), body).GraphError(code, subcode);
        Assert.DoesNotContain(await Thread(person), one => one.Text("type") == "message");
    }

    [Fact]
    [Wire("POST {page}/messages", "message.text of 2000 characters")]
    public async Task The_longest_text_is_two_thousand_characters()
    {
        var bot = await Bot.Open(server);
        var person = await bot.Person();
        await bot.Say(person, new string('x', 2_000));
        Assert.Equal(2_000, (await LastText(person))!.Length);
    }
}
