using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Playwright;

namespace Charla.Browser.Tests;

/// <summary>
/// A walk through the product as people take it. What the browser complains about on the way (scripts that throw,
/// anything the content security policy stops) fails the walk at its end.
/// </summary>
public abstract class Walk(Stage stage) : IAsyncLifetime
{
    readonly List<IBrowserContext> contexts = [];
    readonly ConcurrentQueue<string> complaints = [];

    internal ServerProcess Server => stage.Server;

    protected static string Repository { get; } = Root();

    protected IBrowser Browser { get; private set; } = null!;

    protected string Address => stage.Server.Address.ToString().TrimEnd('/');

    public async ValueTask InitializeAsync() => Browser = await stage.Open();

    public async ValueTask DisposeAsync()
    {
        foreach (var context in contexts)
            await context.CloseAsync();
        Assert.Empty(complaints);
        GC.SuppressFinalize(this);
    }

    /// <summary>A phone in a customer's hand.</summary>
    protected Task<IPage> Phone(string locale = "en-GB", ColorScheme scheme = ColorScheme.Light, int width = 390, float scale = 2) => Window(new()
    {
        ViewportSize = new() { Width = width, Height = 844 },
        HasTouch = true,
        IsMobile = true,
        DeviceScaleFactor = scale,
        Locale = locale,
        ColorScheme = scheme,
        TimezoneId = "Europe/Madrid",
    });

    /// <summary>A browser on a desk.</summary>
    protected Task<IPage> Desktop(string locale = "en-GB", ColorScheme scheme = ColorScheme.Light) => Window(new()
    {
        ViewportSize = new() { Width = 1280, Height = 800 },
        Locale = locale,
        ColorScheme = scheme,
        TimezoneId = "Europe/Madrid",
    });

    /// <summary>A picture of the window, for whoever wants to see what the walk saw.</summary>
    protected static Task Shoot(IPage page, string name) => page.ScreenshotAsync(new()
    {
        Path = Path.Combine(Repository, "artifacts", "screens", $"{name}.png"),
        Animations = ScreenshotAnimations.Disabled,
    });

    async Task<IPage> Window(BrowserNewContextOptions options)
    {
        var context = await Browser.NewContextAsync(options);
        contexts.Add(context);
        context.SetDefaultTimeout(15_000);
        context.Console += (_, message) =>
        {
            if (message.Type == "error" && !IsOfTheNetwork(message.Text))
                complaints.Enqueue($"{message.Page?.Url}: {message.Text}");
        };
        context.WebError += (_, error) => complaints.Enqueue($"{error.Page?.Url}: {error.Error}");
        return await context.NewPageAsync();
    }

    /// <summary>What was refused or cut off is for the page to tell; the rest is a fault of ours.</summary>
    static bool IsOfTheNetwork(string text) =>
        text.StartsWith("Failed to load resource", StringComparison.Ordinal)
        || text.StartsWith("WebSocket connection to", StringComparison.Ordinal)
        || text.Contains("net::ERR_INTERNET_DISCONNECTED", StringComparison.Ordinal);

    static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(here, "..", "..", ".."));

    protected static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    protected static IPageAssertions Expect(IPage page) => Assertions.Expect(page);
}
