using System.Net;
using System.Text;

namespace Charla.Server.Tests.Inbox;

public sealed class HostileInputTests(ServerFixture server)
{
    static readonly string[] Routes =
    [
        "POST messages", "POST notes", "POST status", "POST read", "POST delivered", "POST typing", "POST helper",
        "POST block", "POST reactions", "PATCH person", "PATCH messages/m_1_1",
    ];

    static readonly string[] Unreadable =
    [
        "", "{", "[]", "1", "\"text\"", "null", "{\"client_id\":", "\u0000", "{\"a\":NaN}",
        new string('[', 100_000),
        """{"client_id":{},"text":[],"status":{},"seq":"1","on":"yes","quiet":3,"message_id":[],"emoji":{},"name":{}}""",
    ];

    [Fact]
    public async Task What_cannot_be_read_is_a_bad_request()
    {
        var shop = await Shop.Open(server);
        var person = await shop.Person();
        foreach (var route in Routes)
        {
            foreach (var body in Unreadable)
                await Refused(shop.App, route, person, body);
        }
    }

    [Fact]
    public async Task What_breaks_a_bound_is_refused()
    {
        var shop = await Shop.Open(server);
        var person = await shop.Person();
        await person.Say("hello");
        (string Route, string Body)[] calls =
        [
            ("POST messages", "{}"),
            ("POST messages", """{"client_id":"a"}"""),
            ("POST messages", """{"client_id":"a","text":""}"""),
            ("POST messages", """{"client_id":"a","text":" "}"""),
            ("POST messages", $$"""{"client_id":"a","text":"{{new string('x', 8001)}}"}"""),
            ("POST messages", """{"client_id":"a","text":"\u0000"}"""),
            ("POST messages", """{"client_id":"a","text":"\ud800"}"""),
            ("POST messages", """{"client_id":"","text":"x"}"""),
            ("POST messages", """{"client_id":"a b","text":"x"}"""),
            ("POST messages", $$"""{"client_id":"{{new string('x', 65)}}","text":"x"}"""),
            ("POST messages", """{"client_id":"a","attachment":{"file_id":"../../x"}}"""),
            ("POST messages", """{"client_id":"a","attachment":{}}"""),
            ("POST messages", """{"client_id":"a","postback":{"title":"x","payload":"y"}}"""),
            ("POST messages", """{"client_id":"a","text":"x","quick_replies":[]}"""),
            ("POST messages", """{"client_id":"a","text":"x","quick_replies":[{"title":"x"}]}"""),
            ("POST messages", """{"client_id":"a","template":{"kind":"buttons","text":"x","buttons":[{"type":"url","title":"x","url":"javascript:alert(1)"}]}}"""),
            ("POST messages", """{"client_id":"a","template":{"kind":"cards","cards":[null]}}"""),
            ("POST messages", """{"client_id":"a","template":{"kind":"buttons","text":"x","buttons":[null]}}"""),
            ("POST messages", """{"client_id":"a","text":"x","quick_replies":[null]}"""),
            ("POST messages", """{"client_id":"a","text":"x","reply_to":{"message_id":"m_zzzzzzzzzzzzz_1"}}"""),
            ("POST notes", """{"client_id":"a","text":""}"""),
            ("POST notes", """{"text":"x"}"""),
            ("POST notes", """{"client_id":"a","text":"\udfff"}"""),
            ("POST status", "{}"),
            ("POST status", """{"status":"deleted"}"""),
            ("POST status", """{"status":0}"""),
            ("POST read", "{}"),
            ("POST read", """{"seq":-1}"""),
            ("POST read", """{"seq":99999999999999999999}"""),
            ("POST read", """{"seq":1.5}"""),
            ("POST delivered", """{"seq":-9223372036854775808}"""),
            ("POST reactions", """{"message_id":"m_1_1","emoji":"👍"}"""),
            ("POST reactions", """{"emoji":"👍"}"""),
            ("PATCH person", $$"""{"name":"{{new string('x', 81)}}"}"""),
            ("PATCH person", """{"name":"\u0000"}"""),
            ("PATCH messages/none", """{"text":"x"}"""),
            ("DELETE messages/m_1_0", ""),
        ];
        foreach (var (route, body) in calls)
            await Refused(shop.App, route, person, body);
        Assert.Equal(1, (await shop.App.Get(person.Path).Json()).GetProperty("seq").GetInt32());
    }

    [Theory]
    [InlineData("status=x")]
    [InlineData("order=x")]
    [InlineData("unread=maybe")]
    [InlineData("limit=0")]
    [InlineData("limit=201")]
    [InlineData("limit=1e9")]
    [InlineData("limit=99999999999")]
    [InlineData("after=x")]
    [InlineData("after=AAAAAAAAAAAAAAAAAAAAA!")]
    [InlineData("after=AAAAAAAAAAAAAAAAAAAAAB")]
    [InlineData("q=%00")]
    public async Task A_list_that_cannot_be_is_refused(string query)
    {
        var shop = await Shop.Open(server);
        using var answer = await shop.App.Get($"{shop.Path}/conversations?{query}");
        Assert.True(answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.OK, $"{query}: {answer.StatusCode}");
        Assert.True(query.StartsWith("after=AAAAAAAAAAAAAAAAAAAAAB", StringComparison.Ordinal) || answer.StatusCode == HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("after=-1")]
    [InlineData("before=-1")]
    [InlineData("limit=0")]
    [InlineData("limit=x")]
    [InlineData("after=99999999999999999999")]
    public async Task A_page_of_a_log_that_cannot_be_is_refused(string query)
    {
        var shop = await Shop.Open(server);
        var person = await shop.Person();
        foreach (var log in (string[])["events", "team"])
            await shop.App.Get($"{person.Path}/{log}?{query}").Problem(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("abc")]
    [InlineData("99999999999999999")]
    [InlineData("%F0%9F%98%80")]
    [InlineData("1;DROP TABLE persons")]
    public async Task An_id_that_is_none_is_not_found(string id)
    {
        var shop = await Shop.Open(server);
        await shop.App.Get($"{shop.Path}/conversations/{id}").Problem(HttpStatusCode.NotFound);
        await shop.App.Get($"/api/inbox/{id}/conversations").Problem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Ten_megabytes_and_foreign_content_types_are_refused()
    {
        var shop = await Shop.Open(server);
        var person = await shop.Person();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{person.Path}/messages")
        {
            Content = new StringContent($$"""{"client_id":"a","text":"{{new string('x', 10 << 20)}}"}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.ExpectContinue = true;
        using var large = await shop.App.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        await shop.App.PostRaw($"{person.Path}/messages", "a=b", "application/x-www-form-urlencoded")
            .Problem(HttpStatusCode.UnsupportedMediaType);
    }

    static async Task Refused(HttpClient client, string route, Customer person, string body)
    {
        var (method, path) = (route.Split(' ')[0], route.Split(' ')[1]);
        using var answer = await client.SendAsync(
            new HttpRequestMessage(new HttpMethod(method), $"{person.Path}/{path}")
            {
                Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new("application/json") } },
            },
            TestContext.Current.CancellationToken);
        Assert.True(
            (int)answer.StatusCode is >= 400 and < 500 && answer.Content.Headers.ContentType?.MediaType == "application/problem+json",
            $"{route} {body[..Math.Min(body.Length, 100)]}: {(int)answer.StatusCode}");
    }
}
