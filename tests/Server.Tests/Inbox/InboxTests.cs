using System.Net;
using System.Text.Json;

namespace Charla.Server.Tests.Inbox;

public sealed class InboxTests(ServerFixture server)
{
    [Fact]
    public async Task A_message_stands_in_the_list_until_the_team_answers()
    {
        var shop = await Shop.Open(server);
        var person = await shop.Person("Rosa");
        await person.Say("Do you deliver?");

        var row = (await List(shop)).Single();
        Assert.Equal((person.Psid, "Rosa", "open", "on"), (row.Text("id"), row.Text("name"), row.Text("status"), row.Text("helper")));
        Assert.Equal((1, 1), (row.GetProperty("unread").GetInt32(), row.GetProperty("seq").GetInt32()));
        var last = row.GetProperty("last");
        Assert.Equal(("text", "Do you deliver?", "person"), (last.Text("kind"), last.Text("text"), last.Text("from")));
        Assert.NotEmpty(row.Text("waiting_since"));

        var sent = await shop.App.Post($"{person.Path}/messages", new { client_id = "a", text = "Yes!" }).Json();
        var again = await shop.App.Post($"{person.Path}/messages", new { client_id = "a", text = "Yes!" }).Json();
        Assert.Equal(sent.Text("message_id"), again.Text("message_id"));

        row = (await List(shop)).Single();
        Assert.Equal(0, row.GetProperty("unread").GetInt32());
        Assert.False(row.TryGetProperty("waiting_since", out _));
        var events = await person.Device.Get("/api/chat/events").Json();
        Assert.Equal("Yes!", events.GetProperty("events")[1].GetProperty("message").Text("text"));
    }

    [Fact]
    public async Task Who_only_came_in_is_on_no_list_until_they_write()
    {
        var shop = await Shop.Open(server);
        var session = await server.Visitor().Post($"/api/chat/{shop.Handle}/sessions", new { @ref = "table-7" }).Json();
        foreach (var query in (string[])["", "?status=all", "?status=resolved", "?unread=true", "?order=longest_wait"])
        {
            var list = await shop.App.Get($"{shop.Path}/conversations{query}").Json();
            Assert.Equal(0, list.GetProperty("conversations").GetArrayLength());
            Assert.Equal("""{"open":0,"unread":0,"resolved":0}""", list.GetProperty("counts").GetRawText());
        }

        await server.Visitor(session.Text("token")).Post("/api/chat/messages", new { client_id = "a", text = "hello" }).Json();
        var begun = await shop.App.Get($"{shop.Path}/conversations").Json();
        Assert.Equal("table-7", begun.GetProperty("conversations")[0].GetProperty("source").Text("ref"));
        Assert.Equal("""{"open":1,"unread":1,"resolved":0}""", begun.GetProperty("counts").GetRawText());
    }

    [Fact]
    public async Task A_note_is_never_seen_by_the_person()
    {
        var shop = await Shop.Open(server);
        var owner = await shop.Owner("Ana");
        var person = await shop.Person();
        await person.Say("hello");
        var note = await owner.Post($"{person.Path}/notes", new { client_id = "n", text = "secret-marker" }).Json();
        Assert.Equal("n1", note.Text("note_id"));

        var team = await owner.Get($"{person.Path}/team").Json();
        var first = team.GetProperty("events")[0];
        Assert.Equal(("note", "secret-marker", "Ana"), (
            first.Text("type"), first.GetProperty("note").Text("text"), first.GetProperty("from").Text("name")));
        Assert.Equal(1, first.GetProperty("thread_seq").GetInt32());
        foreach (var path in (string[])["/api/chat/events", "/api/chat/events?after=0", "/api/chat/events?before=99"])
        {
            var thread = await person.Device.Get(path).Json();
            Assert.DoesNotContain("secret-marker", thread.GetRawText(), StringComparison.Ordinal);
            Assert.Equal(1, thread.GetProperty("seq").GetInt32());
        }
    }

    [Fact]
    public async Task The_list_is_read_in_pages_without_doubles_or_holes()
    {
        var shop = await Shop.Open(server);
        var expected = new List<string>();
        for (var i = 0; i < 7; i++)
        {
            var person = await shop.Person();
            await person.Say($"message {i}");
            expected.Insert(0, person.Psid);
        }

        var seen = new List<string>();
        string? next = null;
        do
        {
            var page = await shop.App.Get($"{shop.Path}/conversations?limit=3&status=all{(next is null ? "" : "&after=" + next)}").Json();
            seen.AddRange(page.GetProperty("conversations").EnumerateArray().Select(row => row.Text("id")));
            Assert.Equal(7, page.GetProperty("counts").GetProperty("open").GetInt32());
            next = page.TryGetProperty("next", out var cursor) ? cursor.GetString() : null;
        }
        while (next is not null);

        Assert.Equal(expected.Order(), seen.Order());
        Assert.Equal(7, seen.Count);
    }

    [Fact]
    public async Task Filters_and_the_search_find_what_they_say()
    {
        var shop = await Shop.Open(server);
        var (rosa, ivan) = (await shop.Person("Rosa 100%"), await shop.Person("Iván"));
        await rosa.Say("one");
        await ivan.Say("two");
        await shop.App.Post($"{rosa.Path}/status", new { status = "resolved" }).Json();
        await shop.App.Post($"{ivan.Path}/read", new { seq = 1 }).Json();

        Assert.Equal([ivan.Psid], await Ids(shop, "status=open"));
        Assert.Equal([rosa.Psid], await Ids(shop, "status=resolved"));
        Assert.Empty(await Ids(shop, "status=open&unread=true"));
        Assert.Equal([rosa.Psid], await Ids(shop, "status=all&q=rosa"));
        Assert.Equal([rosa.Psid], await Ids(shop, "status=all&q=R%C3%93SA"));
        Assert.Equal([ivan.Psid], await Ids(shop, "status=all&q=ivan"));
        Assert.Equal([rosa.Psid], await Ids(shop, "status=all&q=100%25"));
        Assert.Empty(await Ids(shop, "status=all&q=_van"));
        Assert.Equal([ivan.Psid], await Ids(shop, "status=open&order=longest_wait"));

        await rosa.Say("again");
        Assert.Contains(rosa.Psid, await Ids(shop, "status=open"));
    }

    [Fact]
    public async Task The_panel_tells_who_the_person_is()
    {
        var shop = await Shop.Open(server);
        var person = await shop.Person();
        await person.Say("hello");
        await shop.App.Patch($"{person.Path}/person", new { name = " Rosa " }).Json();

        var panel = await shop.App.Get(person.Path).Json();
        Assert.Equal("Rosa", panel.Text("name"));
        Assert.Equal(("Rosa", "es", "Europe/Madrid"), (
            panel.GetProperty("person").Text("name"),
            panel.GetProperty("person").Text("locale"),
            panel.GetProperty("person").Text("timezone")));
        Assert.Equal(1, panel.GetProperty("counts").GetProperty("messages").GetInt32());
        Assert.Equal(0, panel.GetProperty("entered").GetArrayLength());
    }

    [Fact]
    public async Task The_panel_tells_how_the_person_came()
    {
        var shop = await Shop.Open(server);
        var session = await server.Visitor().Post($"/api/chat/{shop.Handle}/sessions", new { @ref = "summer", source = "code" }).Json();

        var panel = await shop.App.Get($"{shop.Path}/conversations/{session.Text("psid")}").Json();

        Assert.Equal(("code", "summer"), (panel.GetProperty("source").Text("kind"), panel.GetProperty("source").Text("ref")));
        Assert.Equal("summer", panel.GetProperty("entered")[0].Text("ref"));
        Assert.Equal(0, panel.GetProperty("unread").GetInt32());
    }

    [Fact]
    public async Task A_member_edits_and_takes_back_only_their_own_words()
    {
        var shop = await Shop.Open(server);
        var owner = await shop.Owner("Ana");
        var agent = await shop.Invite(owner, "Ben");
        var person = await shop.Person();
        var question = await person.Say("hello");
        var answer = await owner.Post($"{person.Path}/messages", new { client_id = "a", text = "Helo" }).Json();
        var path = $"{person.Path}/messages/{answer.Text("message_id")}";

        await owner.Patch(path, new { text = "Hello" }).Json();
        await agent.Patch(path, new { text = "mine" }).Problem(HttpStatusCode.Forbidden);
        await agent.Delete(path).Problem(HttpStatusCode.Forbidden);
        await owner.Delete($"{person.Path}/messages/{question.Text("message_id")}").Problem(HttpStatusCode.Forbidden);
        await agent.Post($"{person.Path}/reactions", new { message_id = question.Text("message_id"), emoji = "👍" }).Json();
        await owner.Delete(path).Json();

        var events = (await agent.Get($"{person.Path}/events").Json()).GetProperty("events");
        Assert.True(events[1].GetProperty("message").GetProperty("unsent").GetBoolean());
        Assert.Equal("👍", events[0].GetProperty("message").GetProperty("reactions")[0].Text("emoji"));
    }

    static async Task<JsonElement[]> List(Shop shop, string query = "") =>
        [.. (await shop.App.Get($"{shop.Path}/conversations?{query}").Json()).GetProperty("conversations").EnumerateArray()];

    static async Task<string[]> Ids(Shop shop, string query) => [.. (await List(shop, query)).Select(row => row.Text("id"))];
}
