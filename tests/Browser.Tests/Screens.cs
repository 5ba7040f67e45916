using Microsoft.Playwright;

namespace Charla.Browser.Tests;

/// <summary>Every screen of the product with something on it.</summary>
/// <param name="Path">Where it is; {0} is the page's handle and {1} the conversation with a customer.</param>
/// <param name="Ready">An element that stands there once the screen is whole.</param>
sealed record Screen(string Name, string Path, string Ready)
{
    public const string Rows = "[data-pane=list] li a[href*='/inbox/']";

    public static readonly IReadOnlyList<Screen> OfCustomers =
    [
        new("page", "/p/{0}", "a.message"),
        new("page-missing", "/p/nobody-is-here", "h1"),
        new("chat-empty", "/m/{0}", "[role=group] button"),
        new("chat-missing", "/m/nobody-is-here", "h1, h2"),
        new("device-ended", "/c/AAAAAAAA", "h1"),
    ];

    public static readonly IReadOnlyList<Screen> OfStrangers =
    [
        new("sign-in", "/console/sign-in", "input[type=password]"),
        new("set-up-ended", "/console/setup?token=used", "h1"),
        new("invitation-ended", "/console/invitation?token=used", "h1"),
    ];

    public static readonly IReadOnlyList<Screen> OfTheTeam =
    [
        new("inbox", "/console/inbox/{0}", Rows),
        new("thread", "/console/inbox/{0}/{1}", "[role=log] [data-key]"),
        new("start-name", "/console/start", "form input"),
        new("start-look", "/console/start/{0}/look", "input[type=time]"),
        new("start-say", "/console/start/{0}/say", "textarea"),
        new("start-see", "/console/start/{0}/see", "img"),
        new("start-team", "/console/start/{0}/team", "form button"),
        new("desk-greeting", "/console/desk/{0}/greeting", "textarea"),
        new("desk-away", "/console/desk/{0}/away", "textarea"),
        new("desk-questions", "/console/desk/{0}/questions", "main input, main li"),
        new("codes", "/console/codes/{0}", "main img"),
        new("settings-page", "/console/settings/{0}/profile", "main textarea"),
        new("settings-hours", "/console/settings/{0}/hours", "input[type=time]"),
        new("settings-team", "/console/settings/{0}/team", "main li"),
        new("developers-apps", "/console/developers/{0}", "main li a"),
        new("developers-deliveries", "/console/developers/{0}/deliveries", "main h2"),
        new("developers-signatures", "/console/developers/{0}/signatures", "main textarea"),
        new("developers-sandbox", "/console/developers/{0}/sandbox", "main h2"),
        new("settings-you", "/console/settings/{0}/you", "main select"),
    ];

    /// <summary>Of one app and of one delivery: what the developers' part shows behind its lists.</summary>
    public static IReadOnlyList<Screen> OfTheApp(string app, string delivery) =>
    [
        new("developers-app", $"/console/developers/{{0}}/apps/{app}", "main form input"),
        new("developers-delivery", $"/console/developers/{{0}}/deliveries/{delivery}", "main section section pre"),
    ];

    /// <summary>Goes there and waits until everything it loads has come.</summary>
    public async Task Show(IPage window, string address, string handle = "", string psid = "")
    {
        await window.GotoAsync(address + string.Format(System.Globalization.CultureInfo.InvariantCulture, Path, handle, psid));
        await window.Locator(Ready).First.WaitForAsync();
    }
}
