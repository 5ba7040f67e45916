using System.Net;

namespace Charla.Server.Tests.Inbox;

public sealed class TenancyTests(ServerFixture server)
{
    public static TheoryData<string, string, string?> Routes => new()
    {
        { "GET", "/conversations", null },
        { "GET", "/conversations?status=all&q=a", null },
        { "GET", "/search?q=hello", null },
        { "POST", "/files", "{}" },
        { "GET", "/conversations/{psid}", null },
        { "GET", "/conversations/{psid}/events", null },
        { "GET", "/conversations/{psid}/team", null },
        { "POST", "/conversations/{psid}/messages", """{"client_id":"a","text":"hi"}""" },
        { "PATCH", "/conversations/{psid}/messages/{message}", """{"text":"hi"}""" },
        { "DELETE", "/conversations/{psid}/messages/{message}", null },
        { "POST", "/conversations/{psid}/reactions", """{"message_id":"{message}","emoji":"👍"}""" },
        { "POST", "/conversations/{psid}/notes", """{"client_id":"a","text":"hi"}""" },
        { "POST", "/conversations/{psid}/status", """{"status":"resolved"}""" },
        { "POST", "/conversations/{psid}/read", """{"seq":1}""" },
        { "POST", "/conversations/{psid}/delivered", """{"seq":1}""" },
        { "POST", "/conversations/{psid}/typing", """{"on":true}""" },
        { "POST", "/conversations/{psid}/helper", """{"quiet":true}""" },
        { "POST", "/conversations/{psid}/block", """{"on":true}""" },
        { "PATCH", "/conversations/{psid}/person", """{"name":"x"}""" },
    };

    [Theory, MemberData(nameof(Routes))]
    public async Task What_belongs_to_another_is_as_good_as_missing(string method, string route, string? body)
    {
        var (mine, other) = (await Shop.Open(server), await Shop.Open(server));
        var person = await mine.Person("Rosa");
        var message = await person.Say("hello");
        var thief = await other.Owner("Eve");
        var path = route.Replace("{psid}", person.Psid, StringComparison.Ordinal)
            .Replace("{message}", message.Text("message_id"), StringComparison.Ordinal);
        body = body?.Replace("{message}", message.Text("message_id"), StringComparison.Ordinal);

        foreach (var client in (HttpClient[])[other.App, thief])
        {
            Assert.Equal("not_found", await Call(client, method, mine.Path + path, body).Problem(HttpStatusCode.NotFound));
            if (route.Contains("{psid}", StringComparison.Ordinal))
                Assert.Equal("not_found", await Call(client, method, other.Path + path, body).Problem(HttpStatusCode.NotFound));
            Assert.Equal("not_found", await Call(client, method, "/api/inbox/1" + path, body).Problem(HttpStatusCode.NotFound));
        }

        await Call(person.Device, method, mine.Path + path, body).Problem(HttpStatusCode.Unauthorized);
        await Call(server.Visitor(), method, mine.Path + path, body).Problem(HttpStatusCode.Unauthorized);
        var untouched = await mine.App.Get(person.Path).Json();
        Assert.Equal(("Rosa", "open", 1, 0), (
            untouched.Text("name"), untouched.Text("status"),
            untouched.GetProperty("seq").GetInt32(), untouched.GetProperty("team_seq").GetInt32()));
    }

    [Fact]
    public async Task A_message_id_of_another_person_is_as_good_as_missing()
    {
        var shop = await Shop.Open(server);
        var (one, other) = (await shop.Person(), await shop.Person());
        var message = await one.Say("hello");
        await other.Say("hello");

        var reaction = new { message_id = message.Text("message_id"), emoji = "👍" };
        await shop.App.Post($"{other.Path}/reactions", reaction).Problem(HttpStatusCode.NotFound);
        var reply = new { client_id = "a", text = "x", reply_to = new { message_id = message.Text("message_id") } };
        await shop.App.Post($"{other.Path}/messages", reply).Problem(HttpStatusCode.NotFound);
    }

    static Task<HttpResponseMessage> Call(HttpClient client, string method, string path, string? body) => client.SendAsync(
        new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = body is null ? null : new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")),
        },
        TestContext.Current.CancellationToken);
}
