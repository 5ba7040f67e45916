using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Charla.Browser.Tests;

/// <summary>A member looks for something that was written long ago, and stands before it with one press.</summary>
public sealed partial class SearchTests(Stage stage) : Walk(stage)
{
    [Fact]
    public async Task What_was_written_long_ago_is_found_and_shown_in_its_place()
    {
        var shop = await Shop.Open(Server);
        var (device, psid, _) = await shop.Customer("Rosa");
        await device.Post("/api/chat/messages", new { client_id = "needle", text = "¿Hacéis tartas de BODAS para cincuenta?" });
        for (var i = 1; i <= 260; i++)
            await device.Post("/api/chat/messages", new { client_id = Id(i), text = $"Message {i}" });
        var desk = await Desktop(scheme: ColorScheme.Dark);
        await shop.SignIn(desk);
        await Find(desk, "search-desktop");

        var phone = await Phone("es-ES");
        await phone.Context.AddCookiesAsync([.. (await desk.Context.CookiesAsync()).Select(cookie =>
            new Cookie { Name = cookie.Name, Value = cookie.Value, Domain = cookie.Domain, Path = cookie.Path })]);
        await Find(phone, "search-phone");

        async Task Find(IPage window, string name)
        {
            await window.GotoAsync($"{Address}/console/inbox/{shop.Handle}");
            await window.GetByRole(AriaRole.Searchbox).FillAsync("bodas tartas");
            var hit = window.GetByRole(AriaRole.Link, new() { NameRegex = Cakes() });
            await Expect(hit).ToBeVisibleAsync();
            await Expect(hit.Locator("mark")).ToHaveTextAsync(["tartas", "BODAS"]);
            await Shoot(window, name);
            await hit.ClickAsync();
            var found = window.Locator("[role=log] [data-key]", new() { HasText = "BODAS" });
            await Expect(found).ToBeInViewportAsync();
            await Expect(found).ToBeFocusedAsync();
            await Shoot(window, $"{name}-found");

            await window.GotoAsync($"{Address}/console/inbox/{shop.Handle}");
            await window.GetByRole(AriaRole.Searchbox).FillAsync("zzz");
            await Expect(window.GetByText(NobodyWrote())).ToBeVisibleAsync();
            await Shoot(window, $"{name}-nothing");
        }
    }

    static string Id(int number) => number.ToString("D6", CultureInfo.InvariantCulture);

    [GeneratedRegex("tartas de BODAS")]
    private static partial Regex Cakes();

    [GeneratedRegex("(Nobody wrote|Nadie escribió)")]
    private static partial Regex NobodyWrote();
}
