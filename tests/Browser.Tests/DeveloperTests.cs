using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Charla.Browser.Tests;

/// <summary>Whoever writes programs for a page, from the first key to an event that is sent again.</summary>
public sealed class DeveloperTests(Stage stage) : Walk(stage)
{
    [Fact]
    public async Task A_developer_gets_keys_is_told_of_a_message_and_has_it_sent_again()
    {
        using var bot = BotHost.Start();
        var shop = await Shop.Open(Server);
        var desk = await Desktop();
        await shop.SignIn(desk);
        await desk.GotoAsync($"{Address}/console/settings/{shop.Handle}/profile");
        await desk.GetByRole(AriaRole.Tab, new() { Name = "Developers" }).ClickAsync();

        await Press(desk, "New app");
        var dialog = desk.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Name").FillAsync("Order bot");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "New app" }).ClickAsync();
        var secret = await dialog.GetByLabel("App secret").InputValueAsync();
        var token = await dialog.GetByLabel("Page access token").InputValueAsync();
        await Shoot(desk, "developers-keys");
        await Press(desk, "I have copied them");
        await desk.GetByRole(AriaRole.Link).Filter(new() { HasText = "Order bot" }).ClickAsync();
        await Expect(desk.GetByRole(AriaRole.Heading, new() { Name = "Order bot" })).ToBeVisibleAsync();
        await Expect(desk.GetByText("First token")).ToBeVisibleAsync();
        var shown = await desk.ContentAsync();
        Assert.DoesNotContain(secret, shown, StringComparison.Ordinal);
        Assert.DoesNotContain(token, shown, StringComparison.Ordinal);

        await Press(desk, "Let it answer first");
        await Expect(desk.GetByText("answers first", new() { Exact = true })).ToBeVisibleAsync();
        await desk.GetByLabel("Callback address").FillAsync(bot.Address);
        bot.Agrees = false;
        await Press(desk, "Ask and save");
        await Expect(desk.GetByText("The address answered with another status than 200.")).ToBeVisibleAsync();
        await Shoot(desk, "developers-handshake-refused");
        bot.Agrees = true;
        await Press(desk, "Ask and save");
        await Expect(desk.GetByText("The address answered the handshake.")).ToBeVisibleAsync();
        await Expect(desk.GetByRole(AriaRole.Button, new() { Name = "Pause" })).ToBeVisibleAsync();
        await Shoot(desk, "developers-app");

        await desk.GetByRole(AriaRole.Tab, new() { Name = "Deliveries" }).ClickAsync();
        await Expect(desk.GetByText("Nothing was sent yet")).ToBeVisibleAsync();
        var (device, _, _) = await shop.Customer("Noor");
        await device.Post("/api/chat/messages", new { client_id = "c1", text = "Is the rye bread back?" });
        var told = await bot.Told(1);
        Assert.Contains("Is the rye bread back?", told[0].Body, StringComparison.Ordinal);
        Assert.Equal(
            "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(told[0].Body))),
            told[0].Signature);
        var row = desk.GetByRole(AriaRole.Link).Filter(new() { HasText = "messages" });
        await Expect(row).ToContainTextAsync("Delivered");
        await Shoot(desk, "developers-deliveries");
        await row.ClickAsync();
        await Expect(desk.GetByLabel("Body as it is sent")).ToContainTextAsync("Is the rye bread back?");
        await Expect(desk.GetByLabel("Answer")).ToContainTextAsync("heard");
        await Press(desk, "Send it again");
        await Expect(desk.GetByRole(AriaRole.Region, new() { Name = "Attempt 2" })).ToContainTextAsync("200");
        Assert.Equal(told[0], (await bot.Told(2))[1]);
        await Shoot(desk, "developers-delivery");

        await Press(desk, "Check its signature");
        await desk.GetByLabel("App secret").FillAsync("not the secret");
        await Expect(desk.GetByText("It matches none of them.")).ToBeVisibleAsync();
        await desk.GetByLabel("App secret").FillAsync(secret);
        await Expect(desk.GetByText("It matches X-Hub-Signature-256.")).ToBeVisibleAsync();
        await Shoot(desk, "developers-signatures");
    }

    [Fact]
    public async Task A_sandbox_has_its_own_chat_stream_and_clock()
    {
        using var bot = BotHost.Start();
        var shop = await Shop.Open(Server);
        var desk = await Desktop();
        await shop.SignIn(desk);
        await desk.GotoAsync($"{Address}/console/developers/{shop.Handle}/sandbox");
        await Press(desk, "Make a sandbox page");
        await Press(desk, "I have copied them");
        await desk.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("\\(sandbox\\)") }).ClickAsync();
        await Expect(desk.GetByRole(AriaRole.Button, new() { Name = "25 hours on" })).ToBeVisibleAsync();
        await desk.GetByRole(AriaRole.Link, new() { Name = "Set the app's webhook" }).ClickAsync();
        await desk.GetByLabel("Callback address").FillAsync(bot.Address);
        await Press(desk, "Ask and save");
        await Expect(desk.GetByText("The address answered the handshake.")).ToBeVisibleAsync();

        await desk.GetByRole(AriaRole.Tab, new() { Name = "Sandbox" }).ClickAsync();
        var chat = desk.FrameLocator("iframe");
        await chat.Locator("textarea").FillAsync("Hello, bot");
        await chat.Locator("textarea").PressAsync("Enter");
        Assert.Contains("Hello, bot", (await bot.Told(1))[0].Body, StringComparison.Ordinal);
        await Expect(desk.GetByRole(AriaRole.List, new() { Name = "Deliveries" })).ToContainTextAsync("messages");
        await Shoot(desk, "developers-sandbox");
    }

    [Fact]
    public async Task The_reference_comes_from_here_alone_and_names_both_APIs()
    {
        var desk = await Desktop();
        var asked = new List<string>();
        desk.Request += (_, request) => asked.Add(request.Url);
        await desk.GotoAsync($"{Address}/developers/reference");
        await Expect(desk.GetByRole(AriaRole.Heading, new() { NameRegex = new Regex("^Send a message, or show") })).ToBeVisibleAsync();
        await Shoot(desk, "developers-reference");
        Assert.All(asked.Where(url => !url.StartsWith("data:", StringComparison.Ordinal) && !url.StartsWith("blob:", StringComparison.Ordinal)), url => Assert.StartsWith(Address, url, StringComparison.Ordinal));
        Assert.Contains(asked, url => url.EndsWith("/openapi/graph.json", StringComparison.Ordinal));
    }

    static Task Press(IPage window, string name) =>
        window.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();
}
