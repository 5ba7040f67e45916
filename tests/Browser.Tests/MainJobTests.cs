using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Charla.Browser.Tests;

/// <summary>A customer with a phone and an owner at a desk, both at once.</summary>
public sealed class MainJobTests(Stage stage) : Walk(stage)
{
    const string Greeting = "Hello! Ask us anything about bread and cakes.";
    const string Instant = "Thank you. We read every message.";
    const string Secret = "Allergic to nuts, says his mother";

    [Fact]
    public async Task A_customer_writes_and_the_owner_answers_through_a_cut_network()
    {
        var shop = await Shop.Open(Server);
        var owner = await Desktop();
        await JoinByLink(owner, shop);
        await shop.FitOut(owner);

        var phone = await Phone();
        var heard = new ConcurrentQueue<string>();
        phone.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) => heard.Enqueue(frame.Text ?? "");
        await phone.GotoAsync($"{Address}/p/{shop.Handle}");
        await Shoot(phone, "page-phone");
        await phone.GetByRole(AriaRole.Link, new() { Name = "Message us" }).ClickAsync();
        await Expect(phone.GetByText(Greeting)).ToBeVisibleAsync();
        await Shoot(phone, "chat-phone-first");

        await phone.Say("Do you have sourdough today?");
        await Expect(phone.Bubble(Instant)).ToBeVisibleAsync();
        await Expect(phone.Locator("[data-key]").Filter(new() { HasText = Instant })).ToContainTextAsync("automatic");
        await phone.Attach(await Chatting.Photo(Browser), "loaf.png");
        await phone.Say("One like this, please.");

        var row = owner.GetByRole(AriaRole.Link).Filter(new() { HasText = "One like this, please." });
        await Expect(row).ToContainTextAsync("2 unread messages");
        await Expect(owner).ToHaveTitleAsync(new Regex(@"^\(1\) "));
        await row.ClickAsync();
        await Expect(owner.Bubble("One like this, please.")).ToBeVisibleAsync();
        await Expect(owner.GetByRole(AriaRole.Button, new() { Name = "Photo loaf.png. Open it large" }).Locator("img")).ToHaveJSPropertyAsync("complete", true);
        var psid = owner.Url.Split('/')[^1];
        await Expect(phone.Locator("[data-key]").Last).ToContainTextAsync("Read");

        var answer = owner.Locator("textarea");
        await answer.PressSequentiallyAsync("Still warm. ");
        await Expect(phone.GetByText("Clara is writing")).ToBeAttachedAsync();
        await Shoot(phone, "chat-phone-typing");
        await answer.PressSequentiallyAsync("Shall we keep one?");
        await answer.PressAsync("Enter");
        await Expect(phone.Bubble("Still warm. Shall we keep one?")).ToBeVisibleAsync();
        await Expect(phone.Locator("[data-key]").Last).ToContainTextAsync("Clara · from the shop");
        await Expect(owner.Locator("[data-key]").Filter(new() { HasText = "Still warm." })).ToContainTextAsync("Read");
        await Shoot(phone, "chat-phone");
        await Shoot(owner, "inbox-desktop");

        await phone.Context.SetOfflineAsync(true);
        await Expect(phone.GetByText("No connection. Write on")).ToBeVisibleAsync();
        await phone.Say("Yes, two of them.");
        await phone.Say("And a lemon cake.");
        await Shoot(phone, "chat-phone-offline");
        await answer.FillAsync("We close at eight.");
        await answer.PressAsync("Enter");
        await Expect(owner.Bubble("We close at eight.")).ToBeVisibleAsync();
        await phone.Context.SetOfflineAsync(false);

        string[] thread =
        [
            "Do you have sourdough today?", Instant, "One like this, please.", "Still warm. Shall we keep one?",
            "We close at eight.", "Yes, two of them.", "And a lemon cake.",
        ];
        await owner.ExpectThread(thread);
        await phone.ExpectThread(thread);
        var events = await shop.Events(psid);
        Assert.Equal(Enumerable.Range(1, events.Count), events.Select(one => one.GetProperty("seq").GetInt32()));
        Assert.Equal(thread, events.Select(one => one.Text("message", "text")).Where(text => text != ""));
        await phone.ReloadAsync();
        await phone.ExpectThread(thread);

        await owner.GetByRole(AriaRole.Tab, new() { Name = "Note" }).ClickAsync();
        var note = owner.GetByRole(AriaRole.Textbox, new() { Name = "Write a note for your team" });
        await note.FillAsync(Secret);
        await note.PressAsync("Enter");
        await Expect(owner.GetByText(Secret)).ToBeVisibleAsync();
        await Shoot(owner, "inbox-desktop-note");

        await owner.GetByRole(AriaRole.Button, new() { Name = "Resolve", Exact = true }).ClickAsync();
        await Expect(owner.GetByRole(AriaRole.Button, new() { Name = "Reopen", Exact = true })).ToBeVisibleAsync();
        await phone.Say("One more thing: do you slice it?");
        await Expect(owner.GetByRole(AriaRole.Button, new() { Name = "Resolve", Exact = true })).ToBeVisibleAsync();
        await Expect(owner.GetByText("Opened again by a new message")).ToBeVisibleAsync();

        Assert.DoesNotContain(Secret, await phone.ContentAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(heard, frame => frame.Contains(Secret, StringComparison.Ordinal));
        var token = await phone.EvaluateAsync<string>("(key) => localStorage.getItem(key)", $"charla.device.{shop.Handle}");
        using var device = Server.Caller(token);
        var told = await device.Get("/api/chat/events?after=0&limit=200");
        Assert.DoesNotContain(Secret, told.GetRawText(), StringComparison.Ordinal);
    }

    static async Task JoinByLink(IPage owner, Shop shop)
    {
        await owner.GotoAsync(shop.ConsoleLink);
        await Shoot(owner, "invitation-desktop");
        await owner.GetByLabel("Your name").FillAsync("Clara");
        await Expect(owner.GetByLabel("E-mail")).ToHaveValueAsync(shop.OwnerEmail);
        await owner.GetByLabel("New password").FillAsync(Shop.Password);
        await owner.GetByRole(AriaRole.Button, new() { Name = "Join", Exact = true }).ClickAsync();
        await Expect(owner).ToHaveURLAsync(new Regex($"/console/inbox/{shop.Handle}$"));
        await Expect(owner.GetByText("Nobody is waiting")).ToBeVisibleAsync();
        await Shoot(owner, "inbox-empty-desktop");
    }
}
