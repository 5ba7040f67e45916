using Charla.Pages.Contracts;
using Charla.People.Contracts;

namespace Charla.Entrances.Contracts;

/// <summary>
/// What the app that answers for a page put at its entry. The platform knows and stands above the entrances, so it puts
/// its answers in here when it starts; until then there is nothing.
/// </summary>
public sealed class AppEntries
{
    /// <summary>In the person's language; null where the front desk's entry stands alone.</summary>
    public Func<Page, Person, ValueTask<AppEntry?>> Ask { get; set; } = (_, _) => ValueTask.FromResult<AppEntry?>(null);

    /// <summary>The sites, such as <c>https://example.com</c>, whose pages may open within the page's chat.</summary>
    public Func<Page, ValueTask<IReadOnlyList<string>>> Sites { get; set; } = _ => ValueTask.FromResult<IReadOnlyList<string>>([]);
}

/// <param name="GetStarted">What the button sends with which somebody new begins.</param>
/// <param name="IceBreakers">Questions to begin with; they go before the button.</param>
public sealed record AppEntry(
    string? Greeting,
    string? GetStarted,
    IReadOnlyList<IceBreaker> IceBreakers,
    EntryMenu? Menu,
    IReadOnlyList<EntryCommand>? Commands,
    IReadOnlyList<string>? Sites);

public sealed record IceBreaker(string Title, string Payload);

/// <summary>What can be tapped at any time.</summary>
/// <param name="InputDisabled">Only this: there is no box to write in.</param>
public sealed record EntryMenu(IReadOnlyList<EntryMenuItem> Items, bool? InputDisabled);

/// <summary>A row of a menu: a page on the web, a postback, or a menu of its own.</summary>
/// <param name="Type"><c>url</c>, <c>postback</c> or <c>nested</c>.</param>
public sealed record EntryMenuItem(string Type, string Title)
{
    public string? Url { get; init; }

    public string? Payload { get; init; }

    public string? WebviewHeightRatio { get; init; }

    public bool? MessengerExtensions { get; init; }

    public IReadOnlyList<EntryMenuItem>? Items { get; init; }
}

/// <summary>A word that the app understands when it is written behind a slash.</summary>
public sealed record EntryCommand(string Name, string Description);
