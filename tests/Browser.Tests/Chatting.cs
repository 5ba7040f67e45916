using System.Text.Json;
using Microsoft.Playwright;

namespace Charla.Browser.Tests;

/// <summary>What people do in a thread, on whichever side of it.</summary>
static class Chatting
{
    const string Said = """
        () => [...document.querySelectorAll("[role=log] [data-key]")]
          .map((block) => block.querySelector("[class*=_words_]")?.textContent)
          .filter((text) => text !== undefined)
        """;

    /// <summary>Writes and presses the button, as one does on a phone.</summary>
    public static async Task Say(this IPage page, string text, string box = "Write a message", string send = "Send")
    {
        await page.GetByRole(AriaRole.Textbox, new() { Name = box }).FillAsync(text);
        await page.GetByRole(AriaRole.Button, new() { Name = send, Exact = true }).ClickAsync();
    }

    /// <summary>Chooses a photo in the browser's own dialog, which a phone opens from a list of its own.</summary>
    public static async Task Attach(this IPage page, byte[] photo, string name)
    {
        var chooser = await page.RunAndWaitForFileChooserAsync(async () =>
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Add a photo or file" }).ClickAsync();
            if (await page.EvaluateAsync<bool>("() => matchMedia('(hover: none)').matches"))
                await page.GetByRole(AriaRole.Button, new() { Name = "Photo or file", Exact = true }).ClickAsync();
        });
        await chooser.SetFilesAsync(new FilePayload { Name = name, MimeType = "image/png", Buffer = photo });
        await Assertions.Expect(page.GetByAltText(name)).ToBeVisibleAsync();
    }

    public static ILocator Bubble(this IPage page, string text) => page.GetByRole(AriaRole.Log).GetByText(text, new() { Exact = true });

    /// <summary>The texts of the thread as they stand on the screen.</summary>
    public static Task<string[]> Texts(this IPage page) => page.EvaluateAsync<string[]>(Said);

    /// <summary>Waits until exactly these texts stand in the thread, in this order.</summary>
    public static async Task ExpectThread(this IPage page, params string[] texts)
    {
        try
        {
            await page.WaitForFunctionAsync(
                $"(expected) => JSON.stringify(({Said})()) === JSON.stringify(expected)", texts, new() { Timeout = 15_000 });
        }
        catch (TimeoutException)
        {
            Assert.Equal(texts, await page.Texts());
        }
    }

    /// <summary>A drawing of a loaf, as a photo of some size.</summary>
    public static async Task<byte[]> Photo(IBrowser browser)
    {
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 800, Height = 600 } });
        await page.SetContentAsync("""
            <body style="margin:0"><svg viewBox="0 0 800 600" width="800" height="600">
            <rect width="800" height="600" fill="#e9d8c0"/><rect y="400" width="800" height="200" fill="#8a5a3b"/>
            <ellipse cx="400" cy="470" rx="330" ry="40" fill="#5d3a24" opacity=".5"/>
            <path d="M90 440C90 230 260 170 400 170s310 60 310 270q0 30-40 30H130q-40 0-40-30z" fill="#c07c3a"/>
            <path d="M120 430C130 250 270 200 400 200s270 50 280 230q-280-60-560 0z" fill="#d99a55"/>
            <g stroke="#f6e3c5" stroke-width="16" stroke-linecap="round" fill="none">
            <path d="M240 360q30-80 90-120M360 350q30-80 90-120M480 360q30-80 80-110"/></g></svg></body>
            """);
        var photo = await page.ScreenshotAsync();
        await page.CloseAsync();
        return photo;
    }

    public static string Text(this JsonElement element, string outer, string inner) =>
        element.TryGetProperty(outer, out var found) && found.TryGetProperty(inner, out var value) ? value.GetString() ?? "" : "";
}
