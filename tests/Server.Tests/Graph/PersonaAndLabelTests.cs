using Charla.Rules.Tests.Attachments;

namespace Charla.Server.Tests.Graph;

public sealed class PersonaAndLabelTests(LoopbackServer server) : IClassFixture<LoopbackServer>
{
    [Fact]
    [Wire("POST {page}/personas", "name", "profile_picture_url")]
    [Wire("GET {page}/personas", "id")]
    [Wire("GET {persona}", "name", "profile_picture_url", "id")]
    [Wire("DELETE {persona}", "success")]
    public async Task A_persona_is_made_read_listed_and_removed()
    {
        var bot = await Bot.Open(server);
        await using var web = await FileHost.Start(
            FileHost.File("/kim.jpg", AnImage.Of(40, 40), "image/jpeg"), FileHost.File("/kim.txt", "Kim"u8.ToArray(), "text/plain"));
        var made = await bot.Post("/v12.0/me/personas", new { name = "Kim", profile_picture_url = $"{web.Address}/kim.jpg" });
        var read = await bot.Get($"/v12.0/{made.Text("id")}");
        Assert.Equal("Kim", read.Text("name"));
        using var shown = await server.Visitor().Get(new Uri(read.Text("profile_picture_url")).PathAndQuery);
        using var picture = await server.Visitor().Get(shown.Headers.Location!.ToString());
        Assert.StartsWith("image/", picture.Content.Headers.ContentType?.MediaType, StringComparison.Ordinal);
        await bot.Http.Post(bot.Url("/me/personas"), new { name = "Kim", profile_picture_url = $"{web.Address}/kim.txt" }).GraphError(100, 2018047);
        await bot.Http.Post(bot.Url("/me/personas"), new { name = "Kim", profile_picture_url = $"{web.Address}/gone.jpg" }).GraphError(100, 2018008);
        Assert.Equal(made.Text("id"), read.Text("id"));
        Assert.Equal([made.Text("id")], (await bot.Get("/me/personas")).TextsIn("id"));
        Assert.True((await bot.Delete($"/{made.Text("id")}")).GetProperty("success").GetBoolean());
        Assert.Empty((await bot.Get("/me/personas")).TextsIn("id"));
        await bot.Http.Get(bot.Url($"/{made.Text("id")}")).GraphError(100, 33);
    }

    [Theory]
    [InlineData("""{"profile_picture_url":"https://example.org/k.png"}""")]
    [InlineData("""{"name":" ","profile_picture_url":"https://example.org/k.png"}""")]
    [InlineData("""{"name":"Kim"}""")]
    [InlineData("""{"name":"Kim","profile_picture_url":"k.png"}""")]
    [InlineData("""{"name":"Kim","profile_picture_url":"javascript:alert(1)"}""")]
    [InlineData("""{"name":"LONG","profile_picture_url":"https://example.org/k.png"}""")]
    [InlineData("""{"name":"K\u0000","profile_picture_url":"https://example.org/k.png"}""")]
    [Wire("POST {page}/personas", "name of 50 characters")]
    public async Task What_is_no_persona_is_refused(string body)
    {
        var bot = await Bot.Open(server);
        await bot.Http.PostRaw(bot.Url("/me/personas"), body.Replace("LONG", new string('x', 51), StringComparison.Ordinal)).GraphError(100);
    }

    [Fact]
    public async Task Another_page_sees_neither_personas_nor_labels()
    {
        var (bot, other) = (await Bot.Open(server), await Bot.Open(server));
        var persona = await bot.Persona("Kim");
        var label = (await bot.Post("/me/custom_labels", new { name = "vip" })).Text("id");
        foreach (var id in new[] { persona, label })
        {
            await other.Http.Get(other.Url($"/{id}")).GraphError(100, 33);
            await other.Http.Delete(other.Url($"/{id}")).GraphError(100, 33);
        }

        await other.Http.Post(other.Url($"/{label}/label"), new { user = (await other.Person()).Psid }).GraphError(100, 33);
        Assert.Equal("vip", (await bot.Get($"/{label}?fields=name")).Text("name"));
    }

    [Theory]
    [InlineData("name")]
    [InlineData("page_label_name")]
    [Wire("POST {page}/custom_labels", "name", "page_label_name")]
    [Wire("GET {label}", "name", "page_label_name")]
    public async Task A_label_answers_to_its_old_and_its_new_name(string name)
    {
        var bot = await Bot.Open(server);
        var made = await bot.Post("/me/custom_labels", new Dictionary<string, string> { [name] = "vip" });
        var read = await bot.Get($"/{made.Text("id")}?fields=name,page_label_name");
        Assert.Equal(("vip", "vip"), (read.Text("name"), read.Text("page_label_name")));
        Assert.Equal(made.Text("id"), (await bot.Post("/me/custom_labels", new { name = "vip" })).Text("id"));
    }

    [Fact]
    [Wire("POST {label}/label", "user")]
    [Wire("DELETE {label}/label", "user")]
    [Wire("GET {psid}/custom_labels", "fields")]
    [Wire("DELETE {label}", "success")]
    public async Task A_label_is_put_on_a_person_and_taken_off()
    {
        var bot = await Bot.Open(server);
        var person = await bot.Person();
        var label = (await bot.Post("/me/custom_labels", new { name = "vip" })).Text("id");
        Assert.True((await bot.Post($"/v2.11/{label}/label", new { user = person.Psid })).GetProperty("success").GetBoolean());
        await bot.Post($"/{label}/label", new { user = person.Psid });
        Assert.Equal(["vip"], (await bot.Get($"/{person.Psid}/custom_labels?fields=name")).TextsIn("name"));
        await bot.Delete($"/{label}/label?user={person.Psid}");
        Assert.Empty((await bot.Get($"/{person.Psid}/custom_labels")).TextsIn("id"));
        await bot.Post($"/{label}/label", new { user = person.Psid });
        Assert.True((await bot.Delete($"/{label}")).GetProperty("success").GetBoolean());
        Assert.Empty((await bot.Get($"/{person.Psid}/custom_labels")).TextsIn("id"));
        await bot.Http.Post(bot.Url($"/{label}/label"), new { user = person.Psid }).GraphError(100, 33);
    }

    [Fact]
    public async Task What_is_no_label_is_refused()
    {
        var bot = await Bot.Open(server);
        await bot.Http.Post(bot.Url("/me/custom_labels"), new { }).GraphError(100);
        await bot.Http.Post(bot.Url("/me/custom_labels"), new { name = new string('x', 101) }).GraphError(100);
        var label = (await bot.Post("/me/custom_labels", new { name = "vip" })).Text("id");
        await bot.Http.Post(bot.Url($"/{label}/label"), new { }).GraphError(100);
        await bot.Http.Post(bot.Url($"/{label}/label"), new { user = "1" }).GraphError(100, 2018001);
    }
}
