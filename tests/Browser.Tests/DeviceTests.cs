using Microsoft.Playwright;

namespace Charla.Browser.Tests;

public sealed class DeviceTests(Stage stage) : Walk(stage)
{
    [Fact]
    public async Task A_conversation_goes_on_on_another_device_by_a_link_that_works_once()
    {
        var shop = await Shop.Open(Server);
        var phone = await Phone();
        await phone.GotoAsync($"{Address}/m/{shop.Handle}?text=Is%20it%20warm%3F");
        await Expect(phone.GetByRole(AriaRole.Textbox)).ToHaveValueAsync("Is it warm?");
        await phone.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await Expect(phone.Locator("[data-key]").First).ToContainTextAsync("Is it warm?");

        await phone.GetByRole(AriaRole.Button, new() { Name = "More", Exact = true }).ClickAsync();
        await phone.GetByRole(AriaRole.Menuitem, new() { Name = "Continue on another device" }).ClickAsync();
        var dialog = phone.GetByRole(AriaRole.Dialog);
        var link = (await dialog.GetByText("/c/").TextContentAsync())!.Trim();
        await Shoot(phone, "device-phone");

        var desktop = await Desktop();
        await desktop.GotoAsync(link);
        await Expect(desktop.Bubble("Is it warm?")).ToBeVisibleAsync();
        await desktop.Say("I am at the desk now.");
        await phone.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Expect(phone.Bubble("I am at the desk now.")).ToBeVisibleAsync();
        await Shoot(desktop, "chat-desktop");

        var late = await Desktop();
        await late.GotoAsync(link);
        await Expect(late.GetByText("This link has ended")).ToBeVisibleAsync();
    }
}
