using System.Text.Json;
using Charla.Rules.Tests.Attachments;

namespace Charla.Server.Tests.Graph;

/// <summary>Section 6 of the wire: persons, conversations and their messages as an app reads them.</summary>
public sealed class ConversationTests(ServerFixture server)
{
    [Fact]
    [Wire("GET {psid}", "first_name, last_name, name", "id", "locale", "timezone")]
    [Wire("GET {psid}", "profile_pic, gender", Not = "left out: people are not asked for them")]
    public async Task A_person_is_told_by_name_language_and_zone()
    {
        var bot = await Bot.Open(server);
        var rosa = await bot.Person("Rosa María León");
        var usual = await bot.Get($"/v12.0/{rosa.Psid}");
        Assert.Equal(("Rosa", "María León", rosa.Psid), (usual.Text("first_name"), usual.Text("last_name"), usual.Text("id")));
        var all = await bot.Get($"/{rosa.Psid}?fields=id,name,locale,timezone,gender,profile_pic");
        Assert.Equal(("Rosa María León", "es_ES"), (all.Text("name"), all.Text("locale")));
        Assert.True(all.GetProperty("timezone").GetDouble() is 1 or 2);
        Assert.False(all.TryGetProperty("gender", out _));
        Assert.Equal([rosa.Psid], (await bot.Get($"/{rosa.Psid}/ids_for_pages")).TextsIn("id"));
        Assert.Equal(["id"], (await bot.Get($"/{(await bot.Person()).Psid}")).EnumerateObject().Select(one => one.Name));
    }

    [Fact]
    [Wire(
        "GET {page}/conversations", "platform", "user_id", "folder", "fields", "limit", "participants", "senders",
        "snippet", "message_count", "unread_count", "can_reply", "link", "updated_time", "messages.limit(n){…}")]
    [Wire("fields", "nested fields", ".limit(n)")]
    [Wire("GET {conversation}", "the same fields", "is_subscribed", "is_owner")]
    public async Task Conversations_are_listed_newest_first_with_what_is_asked()
    {
        var bot = await Bot.Open(server);
        var (rosa, juan) = (await bot.Person("Rosa"), await bot.Person("Juan"));
        await rosa.Say("one");
        server.Clock.Advance(TimeSpan.FromSeconds(2));
        await juan.Say("two");
        server.Clock.Advance(TimeSpan.FromSeconds(2));
        await bot.Say(rosa, "three");
        await bot.Person("Nobody who wrote");

        var list = await bot.Get("/v12.0/me/conversations?platform=messenger");
        Assert.Equal([$"t_{rosa.Psid}", $"t_{juan.Psid}"], list.TextsIn("id"));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$", list.TextsIn("updated_time").First());
        var fields = "participants,senders,messages.limit(1){id,message,from},snippet,message_count,unread_count,can_reply,link";
        var first = (await bot.Get($"/me/conversations?fields={Uri.EscapeDataString(fields)}&limit=1")).GetProperty("data")[0];
        Assert.Equal([rosa.Psid, $"{bot.Page}"], first.GetProperty("participants").TextsIn("id"));
        Assert.Equal(["three"], first.GetProperty("messages").TextsIn("message"));
        Assert.Equal($"{bot.Page}", first.GetProperty("messages").GetProperty("data")[0].GetProperty("from").Text("id"));
        Assert.Equal((2, 0), (first.GetProperty("message_count").GetInt32(), first.GetProperty("unread_count").GetInt32()));
        var older = await bot.Http.Get(new Uri(first.GetProperty("messages").GetProperty("paging").Text("next")).PathAndQuery).Json();
        Assert.Equal(["m_"], older.TextsIn("id").Select(id => id[..2]));

        var one = await bot.Get($"/v12.0/t_{rosa.Psid}?fields=snippet,is_subscribed,is_owner");
        Assert.Equal("three", one.Text("snippet"));
        Assert.True(one.GetProperty("is_subscribed").GetBoolean() && one.GetProperty("is_owner").GetBoolean());
        Assert.Equal([$"t_{juan.Psid}"], (await bot.Get($"/me/conversations?user_id={juan.Psid}")).TextsIn("id"));
        Assert.Empty((await bot.Get("/me/conversations?folder=spam")).TextsIn("id"));
        Assert.Empty((await bot.Get("/me/conversations?platform=instagram")).TextsIn("id"));
        var next = (await bot.Get("/me/conversations?limit=1")).GetProperty("paging").Text("next");
        Assert.Equal([$"t_{juan.Psid}"], (await bot.Http.Get(new Uri(next).PathAndQuery).Json()).TextsIn("id"));
        await bot.Http.Get(bot.Url("/me/conversations?fields=x")).GraphError(100);
    }

    [Fact]
    [Wire("GET {page}/conversations", "after", "before")]
    public async Task Conversations_are_walked_on_and_back()
    {
        var bot = await Bot.Open(server);
        var ids = new List<string>();
        for (var number = 0; number < 5; number++)
        {
            var person = await bot.Person();
            await person.Say($"{number}");
            server.Clock.Advance(TimeSpan.FromSeconds(2));
            ids.Insert(0, $"t_{person.Psid}");
        }

        var first = await bot.Get("/v12.0/me/conversations?limit=2");
        Assert.Equal(ids[..2], first.TextsIn("id"));
        Assert.False(first.GetProperty("paging").TryGetProperty("previous", out _));
        var second = await Follow(first, "next");
        var third = await Follow(second, "next");
        Assert.Equal(ids[4..], third.TextsIn("id"));
        Assert.False(third.GetProperty("paging").TryGetProperty("next", out _));
        var back = await Follow(third, "previous");
        Assert.Equal(ids[2..4], back.TextsIn("id"));
        Assert.Equal(ids[4..], (await Follow(back, "next")).TextsIn("id"));
        var beginning = await Follow(back, "previous");
        Assert.Equal(ids[..2], beginning.TextsIn("id"));
        Assert.False(beginning.GetProperty("paging").TryGetProperty("previous", out _));
        var cursor = first.GetProperty("paging").GetProperty("cursors").Text("before");
        Assert.Equal("""{"data":[]}""", (await bot.Get($"/me/conversations?before={cursor}")).ToString());
        Assert.Equal("""{"data":[]}""", (await bot.Get("/me/conversations?before=nonsense")).ToString());

        Task<JsonElement> Follow(JsonElement list, string side) =>
            bot.Http.Get(new Uri(list.GetProperty("paging").Text(side)).PathAndQuery).Json();
    }

    [Fact]
    [Wire("GET {conversation}/messages", "message", "created_time", "from", "to", "tags", "reply_to", "reactions")]
    [Wire("GET {message}", "message", "created_time", "id")]
    [Wire("GET {message}", "shares, sticker", Not = "left out: there are none")]
    public async Task Messages_are_read_by_pages_and_one_by_one()
    {
        var bot = await Bot.Open(server);
        var rosa = await bot.Person("Rosa");
        var said = await rosa.Say("Do you have rye bread?");
        var answered = await bot.Send(new
        {
            recipient = new { id = rosa.Psid },
            message = new { text = "Yes" },
            reply_to = new { mid = said.Text("message_id") },
        }).Json();
        await bot.Send(new
        {
            recipient = new { id = rosa.Psid },
            sender_action = "react",
            payload = new { message_id = said.Text("message_id"), reaction = "😊" },
        }).Json();

        var thread = await bot.Get($"/t_{rosa.Psid}/messages?fields=id,message,created_time,from,to,tags,reply_to,reactions,shares,sticker");
        Assert.Equal(["Yes", "Do you have rye bread?"], thread.TextsIn("message"));
        var first = thread.GetProperty("data")[1];
        Assert.Equal((rosa.Psid, "Rosa"), (first.GetProperty("from").Text("id"), first.GetProperty("from").Text("name")));
        Assert.Equal([$"{bot.Page}"], first.GetProperty("to").TextsIn("id"));
        Assert.Equal(["😊"], first.GetProperty("reactions").TextsIn("reaction"));
        Assert.False(first.TryGetProperty("shares", out _) || first.TryGetProperty("sticker", out _));
        Assert.Equal(said.Text("message_id"), thread.GetProperty("data")[0].GetProperty("reply_to").Text("mid"));

        var usual = await bot.Get($"/v12.0/{answered.Text("message_id")}");
        Assert.Equal(["created_time", "id"], usual.EnumerateObject().Select(one => one.Name));
        Assert.Equal("Yes", (await bot.Get($"/{answered.Text("message_id")}?fields=message")).Text("message"));
        var other = await Bot.Open(server);
        await other.Http.Get(other.Url($"/{answered.Text("message_id")}")).GraphError(100, 33);
        await other.Http.Get(other.Url($"/t_{rosa.Psid}")).GraphError(100, 33);
    }

    [Fact]
    [Wire("GET {message}", "only the 20 newest")]
    [Wire(
        "GET {conversation}/messages", "all pages",
        Differs = "every message is listed with its details, not only the 20 newest")]
    [Wire("errors", "9000001")]
    public async Task Only_the_twenty_newest_open_one_by_one_and_none_that_was_taken_back()
    {
        var bot = await Bot.Open(server);
        var rosa = await bot.Person("Rosa");
        var ids = new List<string>();
        for (var number = 0; number < 22; number++)
            ids.Add((await rosa.Say($"{number}")).Text("message_id"));
        await bot.Get($"/{ids[2]}");
        await bot.Http.Get(bot.Url($"/{ids[1]}")).GraphError(9000001);
        await rosa.Device.Delete($"/api/chat/messages/{ids[21]}").Json();
        await bot.Http.Get(bot.Url($"/{ids[21]}")).GraphError(9000001);
        await bot.Get($"/{ids[1]}");

        var seen = new List<string>();
        for (var path = bot.Url($"/t_{rosa.Psid}/messages?limit=8&fields=message"); path is not null;)
        {
            var page = await bot.Http.Get(path).Json();
            seen.AddRange(page.TextsIn("message"));
            path = page.TryGetProperty("paging", out var paging) && paging.TryGetProperty("next", out var next)
                ? new Uri(next.GetString()!).PathAndQuery
                : null;
        }

        Assert.Equal(Enumerable.Range(0, 21).Reverse().Select(number => $"{number}"), seen);
    }

    [Fact]
    [Wire("GET {conversation}/messages", "attachments: id, mime_type, name, size, file_url")]
    public async Task Files_are_shown_with_addresses_that_open()
    {
        var bot = await Bot.Open(server);
        var rosa = await bot.Person("Rosa");
        var file = await rosa.Upload("notes"u8.ToArray(), "notes.txt", "text/plain");
        await rosa.Device.Post("/api/chat/messages", new { client_id = "a", attachment = new { file_id = file.Text("file_id") } }).Json();
        var data = (await bot.Get($"/t_{rosa.Psid}/messages?fields=attachments")).GetProperty("data")[0];
        var shown = data.GetProperty("attachments").GetProperty("data")[0];
        Assert.Equal((file.Text("name"), file.Text("mime")), (shown.Text("name"), shown.Text("mime_type")));
        using var opened = await bot.Http.GetAsync(new Uri(shown.Text("file_url")), TestContext.Current.CancellationToken);
        Assert.True(opened.IsSuccessStatusCode);
    }

    [Fact]
    [Wire("GET {conversation}/messages", "attachments.image_data: url, preview_url, width, height, render_as_sticker")]
    public async Task Pictures_are_shown_with_their_size()
    {
        var bot = await Bot.Open(server);
        var rosa = await bot.Person("Rosa");
        var file = await rosa.Upload(AnImage.Of(40, 30));
        await rosa.Device.Post("/api/chat/messages", new { client_id = "a", attachment = new { file_id = file.Text("file_id") } }).Json();
        var shown = (await bot.Get($"/t_{rosa.Psid}/messages?fields=attachments")).GetProperty("data")[0]
            .GetProperty("attachments").GetProperty("data")[0].GetProperty("image_data");
        Assert.Equal((40, 30, false), (
            shown.GetProperty("width").GetInt32(), shown.GetProperty("height").GetInt32(), shown.GetProperty("render_as_sticker").GetBoolean()));
        foreach (var url in new[] { shown.Text("url"), shown.Text("preview_url") })
        {
            using var opened = await bot.Http.GetAsync(new Uri(url), TestContext.Current.CancellationToken);
            Assert.StartsWith("image/", opened.Content.Headers.ContentType?.MediaType, StringComparison.Ordinal);
        }
    }

    [Fact]
    [Wire("POST {page}/moderate_conversations", "user_ids", "actions: block_user, unblock_user, ban_user, unban_user")]
    [Wire(
        "POST {page}/moderate_conversations", "actions: move_to_spam",
        Differs = "resolves the conversation: there is no folder for spam")]
    public async Task An_app_blocks_a_person_and_lets_them_in_again()
    {
        var bot = await Bot.Open(server);
        var rosa = await bot.Person("Rosa");
        var users = new[] { new { id = rosa.Psid } };
        Assert.Equal("success", (await bot.Post("/me/moderate_conversations", new { user_ids = users, actions = new[] { "block_user", "move_to_spam" } })).Text("result"));
        using (var refused = await rosa.Device.Post("/api/chat/messages", new { client_id = "a", text = "hello" }))
            Assert.Equal(403, (int)refused.StatusCode);
        await bot.Post("/me/moderate_conversations", new { user_ids = JsonSerializer.Serialize(users), actions = "unblock_user" });
        await rosa.Say("hello");
        foreach (var body in new object[]
        {
            new { actions = new[] { "block_user" } },
            new { user_ids = users },
            new { user_ids = users, actions = new[] { "hug_user" } },
            new { user_ids = Enumerable.Repeat(users[0], 11), actions = new[] { "block_user" } },
        })
        {
            await bot.Http.Post(bot.Url("/me/moderate_conversations"), body).GraphError(100);
        }

        await bot.Http.Post(bot.Url("/me/moderate_conversations"), new { user_ids = new[] { new { id = "1" } }, actions = new[] { "block_user" } })
            .GraphError(100, 2018001);
    }
}
