using System.Net;
using System.Text.Json;

namespace Charla.Server.Tests.Inbox;

public sealed class SearchTests(ServerFixture server)
{
    [Fact]
    public async Task Everything_written_is_found_without_accents_the_newest_first()
    {
        var shop = await Shop.Open(server);
        var owner = await shop.Owner("Ana");
        var (rosa, tom) = (await shop.Person("Rosa"), await shop.Person("Tom"));
        await rosa.Say("¿Tienen pan de CENTENO mañana?");
        await tom.Say("Is the centeno bread with nuts?");
        await owner.Post($"{rosa.Path}/messages", new { client_id = "a", text = "Sí, el pan de centéno sale a las nueve." }).Json();
        await owner.Post($"{tom.Path}/notes", new { client_id = "n", text = "Wants centeno every Friday" }).Json();

        var hits = await Until(shop, "centeno", 4);
        Assert.Equal(["note Tom", "message Rosa", "message Tom", "message Rosa"], hits.Select(hit => $"{hit.Text("kind")} {hit.Text("name")}"));
        Assert.Equal(["member", "member", "person", "person"], hits.Select(hit => hit.GetProperty("from").Text("kind")));
        Assert.Equal((tom.Psid, 1L), (hits[0].Text("conversation"), hits[0].GetProperty("seq").GetInt64()));
        Assert.Equal((rosa.Psid, 2L), (hits[1].Text("conversation"), hits[1].GetProperty("seq").GetInt64()));
        Assert.Equal("centéno", Marked(hits[1]));

        Assert.Equal(2, (await Search(shop, "MANANA pan ")).Count + (await Search(shop, "nueve pan")).Count);
        Assert.Equal(4, (await Search(shop, "cent")).Count);
        Assert.Empty(await Search(shop, "cent "));
        Assert.Empty(await Search(shop, "centeno tarta"));
        Assert.Empty(await Search(shop, "¿!? …"));
    }

    [Fact]
    public async Task An_edited_message_is_found_by_its_new_words_and_one_taken_back_by_none()
    {
        var shop = await Shop.Open(server);
        var person = await shop.Person();
        var message = (await person.Say("before the change")).Text("message_id");
        await Until(shop, "before", 1);
        await person.Device.Patch($"/api/chat/messages/{message}", new { text = "afterwards" }).Json();
        await Until(shop, "afterwards", 1);
        Assert.Empty(await Search(shop, "before"));

        await person.Device.Delete($"/api/chat/messages/{message}");
        await Until(shop, "afterwards", 0);
    }

    [Fact]
    public async Task Files_are_found_by_their_names_and_scripts_without_spaces_by_any_part()
    {
        var shop = await Shop.Open(server);
        var person = await shop.Person();
        await person.Say("明日の朝パンはありますか");
        var file = await person.Upload("Hello."u8.ToArray(), "Factura-2026.txt", "text/plain");
        await person.Device.Post("/api/chat/messages", new { client_id = "f", attachment = new { file_id = file.Text("file_id") } }).Json();

        Assert.Equal("Factura-2026.txt", (await Until(shop, "factura 2026", 1))[0].Text("text"));
        Assert.Equal("朝パ", Marked((await Until(shop, "朝パ", 1))[0]));
        Assert.Empty(await Search(shop, "朝は"));
    }

    [Fact]
    public async Task Many_hits_come_in_pages()
    {
        var shop = await Shop.Open(server);
        var person = await shop.Person();
        for (var i = 0; i < 5; i++)
            await person.Say($"needle {i}");
        await Until(shop, "needle", 5);

        var found = new List<string>();
        var next = "";
        do
        {
            var page = await shop.App.Get($"{shop.Path}/search?q=needle&limit=2{next}").Json();
            found.AddRange(page.GetProperty("hits").EnumerateArray().Select(hit => hit.Text("text")));
            next = page.TryGetProperty("next", out var after) ? $"&after={after.GetString()}" : null;
        }
        while (next is not null);
        Assert.Equal(["needle 4", "needle 3", "needle 2", "needle 1", "needle 0"], found);
    }

    [Fact]
    public async Task A_page_finds_nothing_of_another()
    {
        var (mine, other) = (await Shop.Open(server), await Shop.Open(server));
        await (await mine.Person()).Say($"marker {mine.Page}");
        await (await other.Person()).Say("marker of the other");
        await Until(mine, "marker", 1);
        var hits = await Until(other, "marker", 1);
        Assert.Equal("marker of the other", hits[0].Text("text"));
        Assert.Empty(await Search(other, $"marker {mine.Page}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?q=")]
    [InlineData("?q=a%00b")]
    [InlineData("?q=a&limit=0")]
    [InlineData("?q=a&limit=51")]
    [InlineData("?q=a&limit=many")]
    [InlineData("?q=a&after=x")]
    [InlineData("?q=a&after=-1")]
    [InlineData("?q=a&after=99999999999999999999")]
    public async Task What_breaks_a_bound_is_refused(string query)
    {
        var shop = await Shop.Open(server);
        await shop.App.Get($"{shop.Path}/search{query}").Problem(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("'")]
    [InlineData("a OR b")]
    [InlineData("a* -b (c) ^d :e &f |g !h \\")]
    [InlineData("NEAR(a b)")]
    [InlineData("page:#1")]
    public async Task Signs_of_query_languages_are_just_signs(string query)
    {
        var shop = await Shop.Open(server);
        await (await shop.Person()).Say("nothing of it");
        await Until(shop, "nothing", 1);
        Assert.Empty(await Search(shop, query));
    }

    static async Task<List<JsonElement>> Search(Shop shop, string query) =>
        [.. (await shop.App.Get($"{shop.Path}/search?q={Uri.EscapeDataString(query)}").Json()).GetProperty("hits").EnumerateArray()];

    /// <summary>The words are kept a moment after the message.</summary>
    static async Task<List<JsonElement>> Until(Shop shop, string query, int count)
    {
        for (var attempt = 0; ; attempt++)
        {
            var hits = await Search(shop, query);
            if (hits.Count == count || attempt == 200)
            {
                Assert.Equal(count, hits.Count);
                return hits;
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    static string Marked(JsonElement hit)
    {
        var mark = hit.GetProperty("marks")[0];
        return hit.Text("text").Substring(mark[0].GetInt32(), mark[1].GetInt32());
    }
}
