using Microsoft.Playwright;

namespace Charla.Browser.Tests;

/// <summary>axe-core finds nothing serious on any screen, narrow and wide, light and dark.</summary>
public sealed class AccessibilityTests(Stage stage) : Walk(stage)
{
    internal const string Check = """
        async () => {
          const found = await axe.run(document);
          if (found.passes.length === 0) throw new Error("axe looked at nothing.");
          return found.violations
            .filter(({ impact }) => impact === "serious" || impact === "critical")
            .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => `${node.target} ${node.any[0]?.message ?? ""}`).join(" | ")}`);
        }
        """;

    readonly List<string> findings = [];

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task Every_screen_passes_axe(int width)
    {
        var shop = await Shop.Open(Server);
        var customer = width < 600 ? await Phone() : await Desktop();
        var team = width < 600 ? await Phone() : await Desktop();
        await Bring(customer);
        await Bring(team);
        await Visit(team, new("set-up", new Uri(await Server.SetUpLink).PathAndQuery, "input[name=name]"), "", "", width);
        await Visit(team, new("invitation", new Uri(shop.ConsoleLink).PathAndQuery, "input[name=name]"), "", "", width);
        foreach (var screen in Screen.OfStrangers)
            await Visit(team, screen, shop.Handle, "", width);
        await shop.SignIn(team);
        foreach (var screen in Screen.OfCustomers)
            await Visit(customer, screen, shop.Handle, "", width);

        var psid = await Shop.Fill(shop);
        await customer.GotoAsync($"{Address}/m/{shop.Handle}");
        await customer.Say("Hello, is the rye bread back on Thursday?");
        await customer.Attach(await Chatting.Photo(Browser), "loaf.png");
        await customer.Say("This one.");
        await Expect(customer.Locator("[data-key]").Last).ToContainTextAsync("This one.");
        await Inspect(customer, "chat", width);
        await TemplateTests.SendAll(shop, await TemplateTests.PersonOf(shop));
        await Expect(customer.GetByRole(AriaRole.Article)).ToHaveCountAsync(TemplateTests.Articles);
        await Inspect(customer, "templates", width);
        foreach (var screen in Screen.OfTheTeam)
            await Visit(team, screen, shop.Handle, psid, width);
        using var bot = BotHost.Start();
        foreach (var screen in Screen.OfTheApp(shop.AppId, await shop.Subscribe(bot)))
            await Visit(team, screen, shop.Handle, psid, width);

        Assert.Empty(findings);
    }

    /// <summary>Before any script of ours, so that no policy of the page stands against it.</summary>
    internal static Task Bring(IPage window) => window.Context.AddInitScriptAsync(
        scriptPath: Path.Combine(Repository, "web", "node_modules", "axe-core", "axe.min.js"));

    async Task Visit(IPage window, Screen screen, string handle, string psid, int width)
    {
        await screen.Show(window, Address, handle, psid);
        await Inspect(window, screen.Name, width);
    }

    async Task Inspect(IPage window, string name, int width)
    {
        await Settled(window);
        await Judge(window, $"{name} {width} light");
        await Shoot(window, $"light-{width}-{name}");
        await window.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await Settled(window);
        await Judge(window, $"{name} {width} dark");
        await Shoot(window, $"dark-{width}-{name}");
        await window.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }

    async Task Judge(IPage window, string where)
    {
        var found = await window.EvaluateAsync<string[]>(Check);
        findings.AddRange(found.Select(finding => $"{where}: {finding}"));
    }

    /// <summary>Colours fade into one another; what counts is where they end.</summary>
    static Task Settled(IPage window) =>
        window.EvaluateAsync("() => Promise.allSettled(document.getAnimations().filter((one) => one.effect.getTiming().iterations !== Infinity).map((one) => one.finished))");
}
