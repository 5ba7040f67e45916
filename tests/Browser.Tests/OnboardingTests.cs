using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Charla.Browser.Tests;

public sealed class OnboardingTests(Stage stage) : Walk(stage)
{
    /// <summary>A slow typist's time for one letter, and anybody's time to read a step and decide.</summary>
    static readonly TimeSpan Letter = TimeSpan.FromMilliseconds(350), Thought = TimeSpan.FromSeconds(12);

    TimeSpan byHand;

    [Fact]
    public async Task From_the_set_up_link_to_the_first_message_takes_less_than_five_minutes()
    {
        await using var fresh = await ServerProcess.Start();
        var clock = Stopwatch.StartNew();
        var owner = await Desktop();

        await owner.GotoAsync(await fresh.SetUpLink);
        await Shoot(owner, "start-1-account");
        await Type(owner.GetByLabel("Your name"), "Clara");
        await Type(owner.GetByLabel("E-mail"), "clara@luna.example");
        await Type(owner.GetByLabel("New password"), "correct horse battery");
        await Press(owner, "Begin");

        await Type(owner.GetByLabel("Name of the business"), "Luna Bakery");
        await Expect(owner.GetByLabel("Address of your page")).ToHaveValueAsync("luna-bakery");
        await Expect(owner.GetByText("This address is free.")).ToBeVisibleAsync();
        await owner.GetByLabel("What do you do?").SelectOptionAsync(new SelectOptionValue { Value = "bakery" });
        await Shoot(owner, "start-2-name");
        await Press(owner, "Make my page");

        await Expect(owner.GetByText("Opening hours")).ToBeVisibleAsync();
        await Shoot(owner, "start-3-look");
        await Press(owner, "Next");
        await Expect(owner.GetByLabel("Greeting")).ToHaveValueAsync(new Regex(".{10,}"));
        await Shoot(owner, "start-4-say");
        await Press(owner, "Next");
        await Expect(owner.GetByText("Waiting for your message")).ToBeVisibleAsync();
        var code = owner.GetByAltText("QR code for Luna Bakery");
        await Expect(code).ToHaveJSPropertyAsync("complete", true);
        Assert.True(await code.EvaluateAsync<int>("(image) => image.naturalWidth") > 0);
        await Shoot(owner, "start-5-see");

        var phone = await Phone();
        await phone.GotoAsync($"{fresh.Address}p/luna-bakery");
        await phone.GetByRole(AriaRole.Link, new() { Name = "Message us" }).ClickAsync();
        await phone.Say("Hello");
        byHand += Thought;
        await Expect(owner.GetByText("It arrived.")).ToBeVisibleAsync();
        await Shoot(owner, "start-5-arrived");
        await Press(owner, "Next");
        await Shoot(owner, "start-6-team");
        await Press(owner, "To the inbox");
        await Expect(owner.GetByRole(AriaRole.Link).Filter(new() { HasText = "1 unread message" }).First).ToBeVisibleAsync();
        await Shoot(owner, "start-7-inbox");

        Assert.InRange(byHand + clock.Elapsed, TimeSpan.Zero, TimeSpan.FromMinutes(5));
    }

    async Task Type(ILocator field, string text)
    {
        await field.FillAsync(text);
        byHand += Letter * text.Length;
    }

    async Task Press(IPage page, string button)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        byHand += Thought;
    }
}
