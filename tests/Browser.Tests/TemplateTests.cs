using System.Text.Json.Nodes;
using Charla.Rules.Tests.Platform;
using Microsoft.Playwright;

namespace Charla.Browser.Tests;

/// <summary>What a program sends, as a person sees it on a phone, and what the person does with it.</summary>
public sealed class TemplateTests(Stage stage) : Walk(stage)
{
    /// <summary>How many of the templates stand as articles of their own, two of them in one strip of cards.</summary>
    public const int Articles = 13;

    static readonly string[] Asking = ["one_time_notif_req", "customer_information", "customer_feedback", "coupon"];

    [Fact]
    public async Task A_phone_shows_every_template_and_answers()
    {
        var shop = await Shop.Open(Server);
        var phone = await Phone();
        var photo = await Chatting.Photo(Browser);
        await phone.Context.RouteAsync("https://img.example/**", route => route.FulfillAsync(new() { BodyBytes = photo, ContentType = "image/png" }));
        await phone.GotoAsync($"{Address}/m/{shop.Handle}");
        await phone.Say("Hello");
        var psid = await PersonOf(shop);
        await SendAll(shop, psid);
        await Expect(phone.GetByRole(AriaRole.Article)).ToHaveCountAsync(Articles);
        await Settled(phone);
        Assert.True(await phone.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"));
        await phone.SetViewportSizeAsync(390, 8000);
        await Settled(phone);
        await Shoot(phone, "templates-phone");
        await phone.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await Shoot(phone, "templates-phone-dark");
        await phone.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await phone.SetViewportSizeAsync(390, 844);

        await phone.GetByRole(AriaRole.Button, new() { Name = "Tell me" }).ClickAsync();
        await Expect(phone.GetByText("You will get one message about this.")).ToBeVisibleAsync();
        await phone.GetByLabel("Name").FillAsync("Noor Haddad");
        await phone.GetByLabel("Street and number").FillAsync("Calle Mayor 4");
        await phone.GetByLabel("City").FillAsync("Madrid");
        await phone.GetByLabel("Postal code").FillAsync("28013");
        await phone.Locator("form").Filter(new() { HasText = "Postal code" }).GetByRole(AriaRole.Button).ClickAsync();
        await Expect(phone.GetByLabel("Postal code")).ToHaveCountAsync(0);
        await phone.GetByRole(AriaRole.Radio, new() { Name = "4 of 5" }).CheckAsync(new() { Force = true });
        await phone.GetByLabel("In your own words").FillAsync("Warm bread");
        await phone.GetByRole(AriaRole.Article, new() { Name = "Your opinion" }).GetByRole(AriaRole.Button).ClickAsync();
        await Expect(phone.GetByText("Thank you. The shop has your answer.")).ToBeVisibleAsync();
        await Shoot(phone, "templates-answered-phone");

        var desk = await Desktop();
        await desk.Context.RouteAsync("https://img.example/**", route => route.FulfillAsync(new() { BodyBytes = photo, ContentType = "image/png" }));
        await shop.SignIn(desk);
        await desk.GotoAsync($"{Address}/console/inbox/{shop.Handle}/{psid}");
        await Expect(desk.GetByText("Warm bread")).ToBeVisibleAsync();
        await Expect(desk.GetByText("4 of 5")).ToBeVisibleAsync();
        await desk.SetViewportSizeAsync(1280, 7000);
        await Settled(desk);
        await Shoot(desk, "templates-desk");
    }

    [Fact]
    public async Task A_phone_number_is_given_with_two_taps()
    {
        var shop = await Shop.Open(Server);
        var phone = await Phone("es-ES");
        await phone.GotoAsync($"{Address}/m/{shop.Handle}");
        await phone.Say("Hola", "Escribe un mensaje", "Enviar");
        await shop.App.Post("/me/messages", new
        {
            recipient = new { id = await PersonOf(shop) },
            message = new { text = "¿Te llamamos?", quick_replies = new[] { new { content_type = "user_phone_number" } } },
        });
        await phone.GetByRole(AriaRole.Button, new() { Name = "Enviar mi teléfono" }).ClickAsync();
        await phone.GetByLabel("Tu número de teléfono").FillAsync("+34 600 000 000");
        await Shoot(phone, "contact-phone");
        await phone.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Enviar" }).ClickAsync();
        await Expect(phone.Bubble("+34 600 000 000")).ToBeVisibleAsync();
    }

    /// <summary>All templates, those that ask something last, so that they stand on the screen.</summary>
    internal static async Task SendAll(Shop shop, string psid)
    {
        foreach (var type in SampleTemplates.All.Keys.Except(Asking).Concat(Asking))
        {
            await shop.App.Post("/v25.0/me/messages", new
            {
                recipient = new { id = psid },
                message = JsonNode.Parse(SampleTemplates.Message(SampleTemplates.All[type])),
            });
        }
    }

    internal static async Task<string> PersonOf(Shop shop) =>
        (await shop.App.Get($"/api/inbox/{shop.Id}/conversations?status=all")).GetProperty("conversations")
        .EnumerateArray().Where(one => one.Text("last", "kind").Length > 0).Select(one => one.Text("id")).First();

    /// <summary>Pictures and late code have come.</summary>
    static Task Settled(IPage page) => page.WaitForFunctionAsync(
        "() => [...document.images].filter((image) => image.loading !== 'lazy').every((image) => image.complete)");
}
