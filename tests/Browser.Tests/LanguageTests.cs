using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Charla.Browser.Tests;

/// <summary>Every screen in the visitor's language, whole and without a sideways scroll on a small phone.</summary>
public sealed partial class LanguageTests(Stage stage) : Walk(stage)
{
    /// <summary>What is said in the document's own language; what is marked as another language may be in it.</summary>
    const string Words = """
        () => {
          const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          const said = [];
          while (walk.nextNode()) {
            const { parentElement: around, data } = walk.currentNode;
            if (around.checkVisibility() && around.closest("[lang]").lang.startsWith(document.documentElement.lang)) said.push(data);
          }
          return said.join("\n");
        }
        """;

    [Theory]
    [InlineData("es-ES")]
    [InlineData("en-GB")]
    public async Task Every_screen_speaks_one_language_and_fits_a_small_phone(string locale)
    {
        var spanish = locale == "es-ES";
        var shop = await Shop.Open(Server, "Panadería Luna");
        var customer = await Phone(locale, width: 360);
        var team = await Phone(locale, width: 360);
        var faults = new List<string>();
        async Task Visit(IPage window, Screen screen, string psid = "")
        {
            await screen.Show(window, Address, shop.Handle, psid);
            await Shoot(window, $"{locale[..2]}-360-{screen.Name}");
            var text = await window.EvaluateAsync<string>(Words);
            if ((spanish ? English() : Spanish()).Match(text) is { Success: true } foreign)
                faults.Add($"{screen.Name}: the wrong language: {foreign.Value}");
            if (Unfilled().Match(text) is { Success: true } unfilled)
                faults.Add($"{screen.Name}: not filled in: {unfilled.Value}");
            if (await window.EvaluateAsync<string>("() => document.documentElement.lang") != locale[..2])
                faults.Add($"{screen.Name}: html lang");
            var over = await window.EvaluateAsync<int>("() => document.scrollingElement.scrollWidth - screen.width");
            if (over > 0)
                faults.Add($"{screen.Name}: {over} px too wide");
        }

        await Visit(team, new("set-up", new Uri(await Server.SetUpLink).PathAndQuery, "input[name=name]"));
        await Visit(team, new("invitation", new Uri(shop.ConsoleLink).PathAndQuery, "input[name=name]"));
        foreach (var screen in Screen.OfStrangers)
            await Visit(team, screen);
        await shop.SignIn(team, locale: locale[..2]);
        var psid = await Shop.Fill(shop, spanish);
        foreach (var screen in Screen.OfCustomers)
            await Visit(customer, screen);
        foreach (var screen in Screen.OfTheTeam)
            await Visit(team, screen, psid);
        using var bot = BotHost.Start();
        foreach (var screen in Screen.OfTheApp(shop.AppId, await shop.Subscribe(bot)))
            await Visit(team, screen);

        Assert.Empty(faults);
    }

    [GeneratedRegex(@"[^\n]*\b(the|your|with|this|when|Save|Settings|Inbox|Search|Loading|Message)\b[^\n]*")]
    private static partial Regex English();

    [GeneratedRegex(@"[^\n]*\b(el|los|las|cuando|Guardar|Ajustes|Buscar|Mensaje|tu|está)\b[^\n]*")]
    private static partial Regex Spanish();

    [GeneratedRegex(@"[^\n]*(undefined|\[object|NaN|\{\{?\w+\}?\}|\b[a-z]+\.[a-z]+_[a-z]+\b)[^\n]*")]
    private static partial Regex Unfilled();
}
