using Microsoft.Playwright;

namespace Charla.Browser.Tests;

public sealed class HostileTextTests(Stage stage) : Walk(stage)
{
    const string Hostile = "\"'><zqm onx=1><script>alert(1)</script>${7*7}";

    [Fact]
    public async Task Text_of_people_never_becomes_an_element()
    {
        var shop = await Shop.Open(Server, Hostile);
        var owner = await Desktop();
        await shop.SignIn(owner, Hostile);
        await shop.Send(owner, "PATCH", $"/api/pages/{shop.Id}", new { name = Hostile, about = new { en = Hostile }, address = Hostile, category = Hostile });
        await shop.Send(owner, "PUT", $"/api/desk/{shop.Id}", new
        {
            helper_name = Hostile[..40],
            greeting = new { on = true, text = new { en = Hostile } },
            faqs = new[] { new { question = new { en = Hostile }, answer = new { en = Hostile } } },
        });
        await shop.Send(owner, "POST", $"/api/entrances/{shop.Id}", new { name = Hostile, kind = "code" });

        var phone = await Phone();
        await phone.GotoAsync($"{Address}/p/{shop.Handle}");
        await Literal(phone, phone.GetByRole(AriaRole.Heading, new() { Level = 1 }));
        await phone.GotoAsync($"{Address}/m/{shop.Handle}?ref=%22%3E%3Czqm%3E&text={Uri.EscapeDataString(Hostile)}");
        await Expect(phone.GetByRole(AriaRole.Textbox)).ToHaveValueAsync(Hostile);
        await Literal(phone, phone.GetByRole(AriaRole.Group).GetByRole(AriaRole.Button));
        await phone.Say(Hostile);
        await Literal(phone, phone.Locator("[data-key]").Filter(new() { HasText = "You:" }));

        await owner.GotoAsync($"{Address}/console/inbox/{shop.Handle}");
        await owner.Locator(Screen.Rows).ClickAsync();
        var psid = owner.Url.Split('/')[^1];
        await shop.Send(owner, "PATCH", $"/api/inbox/{shop.Id}/conversations/{psid}/person", new { name = Hostile });
        await shop.Send(owner, "POST", $"/api/inbox/{shop.Id}/conversations/{psid}/notes", new { client_id = "n1", text = Hostile });
        await shop.Send(owner, "POST", $"/api/inbox/{shop.Id}/conversations/{psid}/messages", new { client_id = "m1", text = Hostile });
        await Literal(phone, phone.Locator("[data-key]").Last);
        foreach (var screen in Screen.OfTheTeam)
        {
            await screen.Show(owner, Address, shop.Handle, psid);
            await Expect(owner.Locator("zqm, body script:not([src])")).ToHaveCountAsync(0);
        }

        await owner.GotoAsync($"{Address}/console/inbox/{shop.Handle}/{psid}");
        await Literal(owner, owner.Locator("[data-key]").Filter(new() { HasText = "only the team sees this" }));
        await Literal(owner, owner.GetByRole(AriaRole.Heading, new() { Level = 2 }).Filter(new() { HasText = "zqm" }));
        await Shoot(owner, "hostile-inbox");
    }

    /// <summary>It stands there as it was typed, and nowhere in the document as markup.</summary>
    static async Task Literal(IPage window, ILocator where)
    {
        await Expect(where.First).ToContainTextAsync("\"'><zqm onx=1><script>alert(1)</script>${7*7}");
        await Expect(window.Locator("zqm")).ToHaveCountAsync(0);
    }
}
