using System.Diagnostics;
using Microsoft.Playwright;

namespace Charla.Browser.Tests;

public sealed class DeviceTests(Stage stage) : Walk(stage)
{
    [Fact]
    public async Task A_conversation_goes_on_on_another_device_by_a_link_that_works_once()
    {
        var shop = await Shop.Open(Server);
        var phone = await Phone();
        var link = await OfferDevice(phone, shop);
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

    [Fact]
    public async Task The_code_of_the_link_is_read_off_the_screen()
    {
        if (!Needs.Variable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "zbarimg"))))
            Needs.Skip("zbarimg (Debian: zbar-tools)");
        var shop = await Shop.Open(Server);
        var phone = await Phone();
        var link = await OfferDevice(phone, shop);
        var code = phone.GetByAltText("QR code that opens this conversation on another device");
        await Expect(code).ToHaveJSPropertyAsync("complete", true);
        Assert.Equal(link, await Scan(code));
    }

    /// <summary>Writes a first message and asks for a link, which is told.</summary>
    async Task<string> OfferDevice(IPage phone, Shop shop)
    {
        await phone.GotoAsync($"{Address}/m/{shop.Handle}?text=Is%20it%20warm%3F");
        await Expect(phone.GetByRole(AriaRole.Textbox)).ToHaveValueAsync("Is it warm?");
        await phone.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await Expect(phone.Locator("[data-key]").First).ToContainTextAsync("Is it warm?");

        await phone.GetByRole(AriaRole.Button, new() { Name = "More", Exact = true }).ClickAsync();
        await phone.GetByRole(AriaRole.Menuitem, new() { Name = "Continue on another device" }).ClickAsync();
        return (await phone.GetByRole(AriaRole.Dialog).GetByText("/c/").TextContentAsync())!.Trim();
    }

    /// <summary>What another device's camera reads off the screen.</summary>
    static async Task<string> Scan(ILocator code)
    {
        var picture = Path.Combine(Repository, "artifacts", "screens", "device-code.png");
        await code.ScreenshotAsync(new() { Path = picture });
        using var decoder = Process.Start(new ProcessStartInfo("zbarimg", ["--nodbus", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", picture])
        {
            RedirectStandardOutput = true,
        })!;
        var read = await decoder.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await decoder.WaitForExitAsync(TestContext.Current.CancellationToken);
        return read.Trim();
    }
}
