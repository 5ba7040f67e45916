using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Charla.Server.Tests.Inbox;

namespace Charla.Server.Tests.Webhooks;

/// <summary>Two installations: one plays Messenger, and a page of the other is connected to a page of it.</summary>
public sealed class TwoServers : IAsyncLifetime
{
    internal LoopbackServer There { get; } = new();

    internal LoopbackServer Here { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await There.InitializeAsync();
        await Here.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Here.DisposeAsync();
        await There.DisposeAsync();
    }
}

/// <summary>A page that speaks for a page on Messenger, which is another installation of the same wire.</summary>
public sealed class MessengerTests(TwoServers servers) : IClassFixture<TwoServers>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_people_write_there_arrives_here_and_the_answer_goes_back()
    {
        await using var pair = await Pair.Connect(servers);
        var rosa = await pair.PersonThere("Rosa");

        var asked = await rosa.Send("c1", "Do you deliver?");
        var listed = await pair.Conversation(rosa.Psid);
        Assert.Equal("Rosa", listed.Text("name"));
        Assert.Equal("Do you deliver?", listed.GetProperty("last").Text("text"));
        Assert.Equal("messenger", listed.GetProperty("source").Text("kind"));

        await pair.Say(rosa.Psid, new { client_id = "a1", text = "Yes, every day.", reply_to = new { message_id = await pair.IdHere(rosa.Psid, "Do you deliver?") } });

        var answer = await Pair.SeenThere(rosa, "Yes, every day.");
        Assert.Equal(asked.Text("message_id"), answer.GetProperty("message").GetProperty("reply_to").Text("message_id"));
        Assert.Equal(1, await pair.CountHere(rosa.Psid, "Yes, every day."));
    }

    [Fact]
    public async Task A_program_here_hears_of_people_there_and_answers_them()
    {
        await using var pair = await Pair.Connect(servers);
        var rosa = await pair.PersonThere("Rosa");
        await rosa.Send("c1", "Hello");

        var heard = await pair.Receiver.Next(one => one.MessageText == "Hello");
        Assert.Equal(rosa.Psid, heard.Event.GetProperty("sender").Text("id"));
        Assert.Equal(pair.PageHere, heard.Event.GetProperty("recipient").Text("id"));
        await pair.AppHere.Post("/me/messages", new
        {
            recipient = new { id = rosa.Psid },
            messaging_type = "RESPONSE",
            message = new
            {
                attachment = new
                {
                    type = "template",
                    payload = new
                    {
                        template_type = "button",
                        text = "Shall we?",
                        buttons = new[] { new { type = "postback", title = "Yes", payload = "YES" } },
                    },
                },
            },
        }).Json();
        await Pair.SeenThere(rosa, "Shall we?");
        await ChatClient.Ok(rosa.Post("/api/chat/messages", new { client_id = "c2", postback = new { title = "Yes", payload = "YES" } }));

        var tapped = await pair.Receiver.Next(one => one.Event.TryGetProperty("postback", out _));
        Assert.Equal("YES", tapped.Event.GetProperty("postback").Text("payload"));
    }

    [Fact]
    public async Task Receipts_reactions_and_pictures_cross_over()
    {
        await using var pair = await Pair.Connect(servers);
        var rosa = await pair.PersonThere("Rosa");
        await rosa.Send("c1", "Hello");
        await pair.Conversation(rosa.Psid);
        await pair.Say(rosa.Psid, new { client_id = "a1", text = "Good day" });
        var answer = await Pair.SeenThere(rosa, "Good day");

        await ChatClient.Ok(rosa.Post("/api/chat/read", new { seq = answer.GetProperty("seq").GetInt64() }));
        await ChatClient.Ok(rosa.Post("/api/chat/reactions", new { message_id = answer.GetProperty("message").Text("message_id"), emoji = "👍" }));
        await Until(async () => (await pair.EventsHere(rosa.Psid)).Any(one =>
            one.Text("type") == "message" && one.GetProperty("message").TryGetProperty("reactions", out var reactions)
            && reactions[0].Text("emoji") == "👍"));
        await Until(async () => (await pair.Conversation(rosa.Psid)).GetProperty("receipts").GetProperty("read").GetInt64() > 0);

        using var picture = new MultipartFormDataContent { { new ByteArrayContent(Png), "file", "cake.png" } };
        var file = await ChatClient.Ok(rosa.Request(HttpMethod.Post, "/api/chat/files", picture));
        await ChatClient.Ok(rosa.Post("/api/chat/messages", new { client_id = "c3", attachment = new { file_id = file.Text("file_id") } }));
        await Until(async () => (await pair.EventsHere(rosa.Psid)).Any(one =>
            one.Text("type") == "message" && one.GetProperty("message").TryGetProperty("attachments", out var files) && files[0].Text("kind") == "image"));
    }

    [Fact]
    public async Task What_cannot_be_sent_for_good_stands_as_a_note_and_the_next_goes_out()
    {
        await using var pair = await Pair.Connect(servers);
        var rosa = await pair.PersonThere("Rosa");
        await rosa.Send("c1", "Hello");
        await pair.Conversation(rosa.Psid);
        await ChatClient.Ok(rosa.Post("/api/chat/block", new { on = true }));
        await pair.Say(rosa.Psid, new { client_id = "a1", text = "Are you there?" });

        await Until(async () => (await pair.NotesHere(rosa.Psid)).Any(note => note.StartsWith("Messenger did not take this message", StringComparison.Ordinal)));
        await ChatClient.Ok(rosa.Post("/api/chat/block", new { on = false }));
        await pair.Say(rosa.Psid, new { client_id = "a2", text = "Hello again" });
        await Pair.SeenThere(rosa, "Hello again");
    }

    [Fact]
    public async Task Another_answer_from_there_stands_here_and_is_not_sent_again()
    {
        await using var pair = await Pair.Connect(servers);
        var rosa = await pair.PersonThere("Rosa");
        await rosa.Send("c1", "Hello");
        await pair.Conversation(rosa.Psid);

        await pair.MemberThere.Post(
            $"/api/inbox/{pair.PageThere}/conversations/{rosa.Psid}/messages", new { client_id = "a1", text = "From the phone" }).Json();

        await Until(async () => await pair.CountHere(rosa.Psid, "From the phone") == 1);
        await pair.Say(rosa.Psid, new { client_id = "a2", text = "And from here" });
        await Pair.SeenThere(rosa, "And from here");
        Assert.Single(await rosa.Events(), one => one.Text("type") == "message" && TextOf(one) == "From the phone");
    }

    [Fact]
    public async Task A_body_that_is_not_signed_changes_nothing()
    {
        await using var pair = await Pair.Connect(servers);
        var body = $$$"""{"object":"page","entry":[{"id":"{{{pair.PageThere}}}","time":1,"messaging":[{"sender":{"id":"1234567890123456"},"recipient":{"id":"{{{pair.PageThere}}}"},"timestamp":1,"message":{"mid":"m1","text":"forged"}}]}]}""";
        var path = $"/webhooks/messenger/{pair.PageHere}";
        var outside = servers.Here.Visitor();

        Assert.Equal("signature.invalid", await outside.PostRaw(path, body).Problem(HttpStatusCode.Forbidden));
        using var forged = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        forged.Headers.Add("X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData("another"u8, Encoding.UTF8.GetBytes(body))));
        Assert.Equal("signature.invalid", await outside.SendAsync(forged, Cancel).Problem(HttpStatusCode.Forbidden));
        Assert.Equal("verify_token.wrong", await outside.Get($"{path}?hub.mode=subscribe&hub.challenge=1&hub.verify_token=no").Problem(HttpStatusCode.Forbidden));
        Assert.Equal("not_found", await outside.PostRaw("/webhooks/messenger/1", body).Problem(HttpStatusCode.NotFound));
        Assert.Empty((await pair.OwnerHere.Get($"/api/inbox/{pair.PageHere}/conversations").Json()).GetProperty("conversations").EnumerateArray());
    }

    [Fact]
    public async Task Signed_bodies_of_any_shape_are_taken_and_change_nothing_twice()
    {
        await using var pair = await Pair.Connect(servers);
        string Event(string inner) =>
            $$$"""{"object":"page","entry":[{"id":"{{{pair.PageThere}}}","time":1,"messaging":[{"sender":{"id":"24008129882158412"},"recipient":{"id":"{{{pair.PageThere}}}"},"timestamp":1700000000000,{{{inner}}}}]}]}""";
        string[] bodies =
        [
            "{}", """{"entry":7}""", """{"entry":[7,{"id":"1"}]}""", Event("\"message\":7"), Event("\"message\":{}"),
            Event("""  "message":{"mid":"m_1","text":"once"}  """), Event("""  "message":{"mid":"m_1","text":"once"}  """),
            Event("""  "message":{"mid":"m_2","attachments":[{"type":"location","title":"Here","url":"https://maps.example/1","payload":{}}]}  """),
            Event("""  "message":{"mid":"m_3","attachments":[{"type":"image","payload":{"url":"http://127.0.0.1:1/none.png"}}]}  """),
            Event("""  "reaction":{"mid":"m_unknown","action":"react","emoji":"👍"}  """), Event("\"read\":{\"watermark\":\"x\"}"),
            Event("\"delivery\":{\"mids\":[7,null],\"watermark\":99999999999999999}"), Event("\"unheard_of\":{}"),
        ];

        foreach (var body in bodies)
            Assert.Equal(HttpStatusCode.OK, (await pair.Deliver(body)).StatusCode);

        var texts = (await pair.EventsHere("24008129882158412")).Where(one => one.Text("type") == "message").Select(TextOf);
        Assert.Equal(["once", "Here\nhttps://maps.example/1", "http://127.0.0.1:1/none.png"], texts);
        Assert.Equal(HttpStatusCode.BadRequest, (await pair.Deliver("[1")).StatusCode);
    }

    [Fact]
    public async Task A_wrong_token_connects_nothing_and_says_what_was_wrong()
    {
        await using var pair = await Pair.Connect(servers);
        var other = await servers.Here.MakePage();
        var member = await Pair.Member(servers.Here, other);
        var path = $"/api/platform/{other.Text("page_id")}/messenger";
        var there = await servers.There.MakePage();

        Task<string> Refused(object url, string token, string secret) => member.Put(
            path, new { graph_url = url, page_access_token = token, app_id = there.Text("app_id"), app_secret = secret }).Problem(HttpStatusCode.BadRequest);

        Assert.Equal("messenger.refused", await Refused(servers.There.Address, "page_none", there.Text("app_secret")));
        Assert.Equal("messenger.refused", await Refused(servers.There.Address, there.Text("page_access_token"), "wrong"));
        foreach (var url in (string[])["ftp://x", "https://10.0.0.1/", "nonsense"])
            Assert.Equal("invalid", await Refused(url, "x", "x"));
        Assert.Equal("invalid", await Refused(servers.There.Address, "x", ""));
        Assert.False((await member.Get(path).Json()).GetProperty("connected").GetBoolean());
        Assert.True((await pair.OwnerHere.Get($"/api/platform/{pair.PageHere}/messenger").Json()).GetProperty("connected").GetBoolean());
    }

    [Fact]
    public async Task Disconnected_nothing_is_taken_or_sent_any_more()
    {
        await using var pair = await Pair.Connect(servers);
        var rosa = await pair.PersonThere("Rosa");
        await rosa.Send("c1", "Hello");
        await pair.Conversation(rosa.Psid);

        Assert.Equal(HttpStatusCode.NoContent, (await pair.OwnerHere.Delete($"/api/platform/{pair.PageHere}/messenger")).StatusCode);
        await rosa.Send("c2", "Still there?");
        await pair.Say(rosa.Psid, new { client_id = "a1", text = "Nobody hears this" });

        Assert.Equal(HttpStatusCode.NotFound, (await pair.Deliver("{}")).StatusCode);
        Assert.Equal(0, await pair.CountHere(rosa.Psid, "Still there?"));
        Assert.DoesNotContain(await rosa.Events(), one => one.Text("type") == "message" && TextOf(one) == "Nobody hears this");
    }

    static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    static string? TextOf(JsonElement one) =>
        one.GetProperty("message").TryGetProperty("text", out var text) ? text.GetString() : null;

    static async Task Until(Func<Task<bool>> isSo)
    {
        var since = System.Diagnostics.Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(since.Elapsed < TimeSpan.FromSeconds(30), "It did not come about.");
            await Task.Delay(50, Cancel);
        }
    }

    /// <summary>A page here, with its app, that speaks for a page there.</summary>
    sealed class Pair(TwoServers servers, JsonElement here, JsonElement there, HttpClient owner, HttpClient memberThere, Receiver receiver) : IAsyncDisposable
    {
        public string PageHere => here.Text("page_id");

        public string PageThere => there.Text("page_id");

        public HttpClient OwnerHere => owner;

        public HttpClient MemberThere => memberThere;

        public HttpClient AppHere { get; } = servers.Here.Visitor(here.Text("page_access_token"));

        public Receiver Receiver => receiver;

        public static async Task<Pair> Connect(TwoServers servers)
        {
            var (here, there) = (await servers.Here.MakePage(), await servers.There.MakePage());
            var owner = await Member(servers.Here, here);
            var receiver = await Receiver.Start();
            var pair = new Pair(servers, here, there, owner, await Member(servers.There, there), receiver);
            await servers.Here.Visitor().Post($"/{here.Text("app_id")}/subscriptions", new
            {
                @object = "page",
                callback_url = receiver.Address,
                verify_token = Receiver.VerifyToken,
                fields = "messages,messaging_postbacks",
                access_token = $"{here.Text("app_id")}|{here.Text("app_secret")}",
            }).Json();
            await pair.AppHere.Post("/me/subscribed_apps", new { subscribed_fields = "messages,messaging_postbacks" }).Json();
            var connected = await owner.Put($"/api/platform/{pair.PageHere}/messenger", new
            {
                graph_url = servers.There.Address,
                page_access_token = there.Text("page_access_token"),
                app_id = there.Text("app_id"),
                app_secret = there.Text("app_secret"),
            }).Json();
            Assert.Equal(pair.PageThere, connected.GetProperty("messenger_page").Text("id"));
            Assert.Equal("live", connected.Text("state"));
            return pair;
        }

        public static async Task<HttpClient> Member(ServerFixture server, JsonElement page)
        {
            var member = server.Visitor();
            await member.Post("/api/auth/invitation", new
            {
                token = Calls.TokenIn(page.Text("console_link")),
                name = "Ana",
                email = $"{Charla.Kernel.Ids.NewSecret()}@example.org",
                password = "correct horse battery",
            }).Json();
            return member;
        }

        public async Task<ChatClient> PersonThere(string name)
        {
            var person = await ChatClient.Open(servers.There.Address, there.Text("handle"));
            await ChatClient.Ok(person.Request(HttpMethod.Patch, "/api/chat/person", JsonContent(new { name })));
            return person;
        }

        /// <summary>As the team here lists it, once it is there.</summary>
        public async Task<JsonElement> Conversation(string psid)
        {
            JsonElement? found = null;
            await Until(async () =>
            {
                var all = await owner.Get($"/api/inbox/{PageHere}/conversations").Json();
                found = all.GetProperty("conversations").EnumerateArray().Where(one => one.Text("id") == psid).Cast<JsonElement?>().FirstOrDefault();
                return found is not null;
            });
            return found!.Value;
        }

        public Task<JsonElement> Say(string psid, object message) =>
            owner.Post($"/api/inbox/{PageHere}/conversations/{psid}/messages", message).Json();

        public async Task<List<JsonElement>> EventsHere(string psid) =>
            [.. (await owner.Get($"/api/inbox/{PageHere}/conversations/{psid}/events").Json()).GetProperty("events").EnumerateArray()];

        public async Task<string> IdHere(string psid, string text) => (await EventsHere(psid))
            .First(one => one.Text("type") == "message" && TextOf(one) == text).GetProperty("message").Text("message_id");

        public async Task<int> CountHere(string psid, string text) => (await EventsHere(psid))
            .Count(one => one.Text("type") == "message" && TextOf(one) == text);

        public async Task<List<string>> NotesHere(string psid) =>
            [.. (await owner.Get($"/api/inbox/{PageHere}/conversations/{psid}/team").Json()).GetProperty("events").EnumerateArray()
                .Where(one => one.Text("type") == "note").Select(one => one.GetProperty("note").Text("text"))];

        /// <summary>The message as the person there has it, once it is there; also a template's text counts.</summary>
        public static async Task<JsonElement> SeenThere(ChatClient person, string text)
        {
            JsonElement? found = null;
            await Until(async () =>
            {
                found = (await person.Events()).Where(one => one.Text("type") == "message" && one.GetRawText().Contains(text, StringComparison.Ordinal))
                    .Cast<JsonElement?>().FirstOrDefault();
                return found is not null;
            });
            return found!.Value;
        }

        /// <summary>A body as Messenger sends it.</summary>
        public Task<HttpResponseMessage> Deliver(string body)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, $"/webhooks/messenger/{PageHere}") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(there.Text("app_secret")), Encoding.UTF8.GetBytes(body));
            request.Headers.Add("X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(signature));
            return servers.Here.Visitor().SendAsync(request, Cancel);
        }

        public ValueTask DisposeAsync() => receiver.DisposeAsync();

        static StringContent JsonContent(object value) => new(JsonSerializer.Serialize(value), Encoding.UTF8, "application/json");
    }
}
