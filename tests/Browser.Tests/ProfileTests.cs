using System.Text.Json;
using System.Text.Json.Nodes;
using Charla.Server.Tests.Webhooks;
using Microsoft.Playwright;

namespace Charla.Browser.Tests;

/// <summary>What an app set up for a page, as people find it on a phone, and what the app hears of it.</summary>
public sealed class ProfileTests(Stage stage) : Walk(stage)
{
    const string Fields = "messages,messaging_postbacks,messaging_account_linking";

    const string Profile = """
        {"greeting":[{"locale":"default","text":"Hello {{user_first_name}}! Fresh bread until eight."},
                     {"locale":"es_ES","text":"¡Hola {{user_first_name}}! Pan recién hecho hasta las ocho."}],
         "get_started":{"payload":"START"},
         "persistent_menu":[
           {"locale":"default","call_to_actions":[
             {"type":"postback","title":"Today's bread","payload":"BREAD"},
             {"type":"nested","title":"Cakes to order","call_to_actions":[
               {"type":"postback","title":"Lemon","payload":"LEMON"},
               {"type":"postback","title":"Chocolate and orange","payload":"CHOCOLATE"}]},
             {"type":"web_url","title":"Our shop","url":"https://shop.example/all","webview_height_ratio":"tall"},
             {"type":"web_url","title":"On the map","url":"https://maps.example/luna"}]},
           {"locale":"es_ES","call_to_actions":[
             {"type":"postback","title":"El pan de hoy","payload":"BREAD"},
             {"type":"nested","title":"Tartas por encargo","call_to_actions":[
               {"type":"postback","title":"Limón","payload":"LEMON"},
               {"type":"postback","title":"Chocolate con naranja","payload":"CHOCOLATE"}]},
             {"type":"web_url","title":"Nuestra tienda","url":"https://shop.example/all","webview_height_ratio":"tall"},
             {"type":"web_url","title":"En el mapa","url":"https://maps.example/luna"}]}],
         "whitelisted_domains":["https://shop.example"],
         "commands":[
           {"locale":"default","commands":[{"name":"hours","description":"When we are open"},{"name":"order","description":"Order bread or a cake"},{"name":"where","description":"How to find us"}]},
           {"locale":"es_ES","commands":[{"name":"horario","description":"Cuándo abrimos"},{"name":"pedido","description":"Encarga pan o una tarta"},{"name":"llegar","description":"Cómo encontrarnos"}]}]}
        """;

    [Fact]
    public async Task Somebody_new_begins_with_the_button_and_goes_on_with_the_menu_and_commands()
    {
        await using var receiver = await Receiver.Start();
        var shop = await Open(receiver);
        var phone = await Phone("es-ES");
        await AccessibilityTests.Bring(phone);
        await phone.GotoAsync($"{Address}/m/{shop.Handle}");
        var begin = phone.GetByRole(AriaRole.Button, new() { Name = "Empezar" });
        await Expect(begin).ToBeVisibleAsync();
        await Expect(phone.GetByText("¡Hola! Pan recién hecho hasta las ocho.")).ToBeVisibleAsync();
        await Expect(phone.GetByRole(AriaRole.Textbox)).ToHaveCountAsync(0);
        await Look(phone, "entry-begin-es");
        await begin.ClickAsync();
        await Expect(phone.Bubble("Empezar")).ToBeVisibleAsync();
        await Expect(phone.GetByText("¡Hola! Pan recién hecho hasta las ocho.")).ToBeVisibleAsync();
        await Expect(phone.GetByRole(AriaRole.Textbox)).ToBeVisibleAsync();
        Assert.Equal("START", (await Postback(receiver, "Empezar")).Text("payload"));

        var opener = phone.GetByRole(AriaRole.Button, new() { Name = "Menú", Exact = true });
        await opener.ClickAsync();
        await Expect(Row(phone, "El pan de hoy")).ToBeFocusedAsync();
        await Look(phone, "entry-menu-es");
        await phone.Keyboard.PressAsync("ArrowDown");
        await phone.Keyboard.PressAsync("ArrowRight");
        await Expect(Row(phone, "Volver de Tartas por encargo")).ToBeFocusedAsync();
        await Shoot(phone, "entry-menu-nested-es");
        await phone.Keyboard.PressAsync("ArrowLeft");
        await Expect(Row(phone, "El pan de hoy")).ToBeFocusedAsync();
        await phone.Keyboard.PressAsync("Escape");
        await Expect(opener).ToBeFocusedAsync();
        await opener.ClickAsync();
        await Row(phone, "Tartas por encargo").ClickAsync();
        await Row(phone, "Limón").ClickAsync();
        await Expect(phone.Bubble("Limón")).ToBeVisibleAsync();
        Assert.Equal("LEMON", (await Postback(receiver, "Limón")).Text("payload"));

        var box = phone.GetByRole(AriaRole.Textbox);
        await box.FillAsync("/");
        await Expect(phone.GetByRole(AriaRole.Option)).ToHaveCountAsync(3);
        await Look(phone, "entry-commands-es");
        await box.PressAsync("Escape");
        await Expect(phone.GetByRole(AriaRole.Option)).ToHaveCountAsync(0);
        await box.FillAsync("/p");
        await Expect(phone.GetByRole(AriaRole.Option)).ToHaveCountAsync(1);
        await box.PressAsync("Enter");
        await Expect(phone.Bubble("/pedido")).ToBeVisibleAsync();
        await Expect(box).ToHaveValueAsync("");
        var named = (await receiver.Next(one => one.MessageText == "/pedido")).Event.GetProperty("message").GetProperty("commands");
        Assert.Equal("pedido", named[0].Text("name"));
    }

    [Fact]
    public async Task Written_from_right_to_left_the_arrows_of_the_menu_change_sides()
    {
        await using var receiver = await Receiver.Start();
        var shop = await Open(receiver);
        var phone = await Phone();
        await phone.GotoAsync($"{Address}/m/{shop.Handle}");
        await phone.GetByRole(AriaRole.Button, new() { Name = "Get started" }).ClickAsync();
        await Expect(phone.GetByText("Hello! Fresh bread until eight.")).ToBeVisibleAsync();
        await phone.EvaluateAsync("() => { document.documentElement.dir = 'rtl'; }");
        await phone.GetByRole(AriaRole.Button, new() { Name = "Menu", Exact = true }).ClickAsync();
        await Expect(Row(phone, "Today's bread")).ToBeFocusedAsync();
        await Shoot(phone, "entry-menu-rtl");
        await phone.Keyboard.PressAsync("ArrowDown");
        await phone.Keyboard.PressAsync("ArrowLeft");
        await Expect(Row(phone, "Back from Cakes to order")).ToBeFocusedAsync();
        await Shoot(phone, "entry-menu-nested-rtl");
        await phone.Keyboard.PressAsync("ArrowRight");
        await Expect(Row(phone, "Today's bread")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Questions_to_begin_with_a_page_over_the_chat_and_a_menu_that_stands_alone()
    {
        await using var receiver = await Receiver.Start();
        var shop = await Open(receiver);
        await shop.App.Post("/me/messenger_profile", JsonNode.Parse(
            """{"ice_breakers":[{"question":"Is the rye bread back?","payload":"RYE"},{"question":"Do you take cake orders?","payload":"CAKES"}]}""")!);
        var desk = await Desktop(scheme: ColorScheme.Dark);
        await Site(desk);
        await desk.GotoAsync($"{Address}/m/{shop.Handle}");
        var question = desk.GetByRole(AriaRole.Button, new() { Name = "Is the rye bread back?" });
        await Expect(question).ToBeVisibleAsync();
        await Expect(desk.GetByRole(AriaRole.Textbox)).ToBeVisibleAsync();
        await Shoot(desk, "entry-questions-desk-dark");
        await question.ClickAsync();
        Assert.Equal("RYE", (await Postback(receiver, "Is the rye bread back?")).Text("payload"));

        await desk.GetByRole(AriaRole.Button, new() { Name = "Menu", Exact = true }).ClickAsync();
        await Shoot(desk, "entry-menu-desk-dark");
        await Row(desk, "Our shop").ClickAsync();
        await Expect(desk.FrameLocator("iframe").GetByText("All our bread")).ToBeVisibleAsync();
        await Shoot(desk, "entry-page-desk-dark");
        await desk.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Expect(desk.Locator("iframe")).ToHaveCountAsync(0);
        await desk.GetByRole(AriaRole.Button, new() { Name = "Menu", Exact = true }).ClickAsync();
        var tab = await desk.RunAndWaitForPopupAsync(() => Row(desk, "On the map").ClickAsync());
        Assert.StartsWith("https://maps.example/", tab.Url, StringComparison.Ordinal);
        Assert.Null(await tab.EvaluateAsync<object?>("() => window.opener"));

        await shop.App.Post("/me/custom_user_settings", new
        {
            psid = await TemplateTests.PersonOf(shop),
            persistent_menu = JsonNode.Parse("""
                [{"locale":"default","composer_input_disabled":true,"call_to_actions":[{"type":"postback","title":"Track my order","payload":"TRACK"}]}]
                """),
        });
        await desk.ReloadAsync();
        await desk.GetByRole(AriaRole.Button, new() { Name = "Menu", Exact = true }).ClickAsync();
        await Expect(desk.GetByRole(AriaRole.Textbox)).ToHaveCountAsync(0);
        await Shoot(desk, "entry-menu-alone-desk-dark");
        await Row(desk, "Track my order").ClickAsync();
        await Expect(desk.Bubble("Track my order")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_person_logs_in_at_the_shops_own_site_and_comes_back()
    {
        await using var receiver = await Receiver.Start();
        var shop = await Open(receiver);
        var phone = await Phone();
        await Site(phone);
        await phone.GotoAsync($"{Address}/m/{shop.Handle}");
        await phone.GetByRole(AriaRole.Button, new() { Name = "Get started" }).ClickAsync();
        await Expect(phone.Bubble("Get started")).ToBeVisibleAsync();
        var psid = (await receiver.Next(one => one.Event.TryGetProperty("postback", out _))).Event.GetProperty("sender").Text("id");
        await shop.App.Post("/me/messages", new
        {
            recipient = new { id = psid },
            message = JsonNode.Parse("""
                {"attachment":{"type":"template","payload":{"template_type":"button","text":"Log in to see your orders.",
                  "buttons":[{"type":"account_link","url":"https://shop.example/log-in"},{"type":"account_unlink"}]}}}
                """),
        });
        await Shoot(phone, "entry-log-in-phone");
        await phone.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await phone.GetByRole(AriaRole.Link, new() { Name = "I am Noor" }).ClickAsync();
        await Expect(phone.Bubble("Get started")).ToBeVisibleAsync();
        await Expect(phone).ToHaveURLAsync($"{Address}/m/{shop.Handle}");
        Assert.Equal("CODE-1", (await Linking(receiver, "linked")).Text("authorization_code"));
        await phone.GetByRole(AriaRole.Button, new() { Name = "Log out" }).ClickAsync();
        await Expect(phone.GetByText("You are logged out.")).ToBeVisibleAsync();
        await Linking(receiver, "unlinked");
    }

    async Task<Shop> Open(Receiver receiver)
    {
        var shop = await Shop.Open(Server);
        await shop.App.Post($"/{shop.AppId}/subscriptions", new
        {
            @object = "page",
            callback_url = receiver.Address.ToString(),
            verify_token = Receiver.VerifyToken,
            fields = Fields,
            access_token = shop.AppToken,
        });
        await shop.App.Post("/me/subscribed_apps", new { subscribed_fields = Fields });
        await shop.App.Post("/me/messenger_profile", JsonNode.Parse(Profile)!);
        return shop;
    }

    /// <summary>The shop's own site: whoever it knows is sent back with a code.</summary>
    static async Task Site(IPage window)
    {
        await window.Context.RouteAsync("https://maps.example/**", route => route.FulfillAsync(new() { ContentType = "text/html", Body = "<h1>Map</h1>" }));
        await window.Context.RouteAsync("https://shop.example/**", route => route.FulfillAsync(new()
        {
            ContentType = "text/html",
            Body = System.Web.HttpUtility.ParseQueryString(new Uri(route.Request.Url).Query)["redirect_uri"] is { } back
                ? $"<h1>Luna's shop</h1><a href=\"{System.Net.WebUtility.HtmlEncode(back)}&amp;authorization_code=CODE-1\">I am Noor</a>"
                : "<h1>All our bread</h1>",
        }));
    }

    /// <summary>Light and dark, with what axe has to say.</summary>
    static async Task Look(IPage window, string name)
    {
        foreach (var scheme in (ColorScheme[])[ColorScheme.Dark, ColorScheme.Light])
        {
            await window.EmulateMediaAsync(new() { ColorScheme = scheme });
            Assert.Empty(await window.EvaluateAsync<string[]>(AccessibilityTests.Check));
            await Shoot(window, scheme == ColorScheme.Dark ? $"{name}-dark" : name);
        }
    }

    static ILocator Row(IPage window, string name) => window.GetByRole(AriaRole.Menuitem, new() { Name = name, Exact = true });

    static async Task<JsonElement> Postback(Receiver receiver, string title) =>
        (await receiver.Next(one => one.Event.Text("postback", "title") == title)).Event.GetProperty("postback");

    static async Task<JsonElement> Linking(Receiver receiver, string status) =>
        (await receiver.Next(one => one.Event.Text("account_linking", "status") == status)).Event.GetProperty("account_linking");
}
