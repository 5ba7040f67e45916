using Charla.Accounts.Contracts;
using Charla.Kernel;

namespace Charla.Pages.Contracts;

/// <summary>A business's public page, as everybody may see it.</summary>
public sealed record Page
{
    public required PageId Id { get; init; }

    public required BusinessId Business { get; init; }

    /// <summary>The page's name in addresses: lower case, unique in the installation.</summary>
    public required string Handle { get; init; }

    public required string Name { get; init; }

    /// <summary>What the business is, by language.</summary>
    public IReadOnlyDictionary<string, string> About { get; init; } = new Dictionary<string, string>();

    public string? Category { get; init; }

    /// <summary>Changes with the picture; null when there is none.</summary>
    public string? PictureVersion { get; init; }

    /// <summary>The shop's colour, <c>#rrggbb</c>.</summary>
    public string Brand { get; init; } = "#2a3f92";

    public string Locale { get; init; } = LanguageTag.Default;

    /// <summary>The languages the page answers in; its own first.</summary>
    public IReadOnlyList<string> Locales { get; init; } = [LanguageTag.Default];

    public string TimeZone { get; init; } = Zones.Default;

    public string? Address { get; init; }

    public string? Phone { get; init; }

    public WeekHours Hours { get; init; } = WeekHours.None;

    public IReadOnlyList<SpecialDay> SpecialDays { get; init; } = [];

    /// <summary>By which rules it may write to people.</summary>
    public PolicyProfile Policy { get; init; }

    /// <summary>The app whose every idle conversation is; null leaves them to all apps.</summary>
    public string? DefaultApp { get; init; }

    /// <summary>The default app is told of messages and answers them, so the front desk does not.</summary>
    public bool IsDefaultAppListening { get; init; }

    /// <summary>A made-up page of the demonstration.</summary>
    public bool Sample { get; init; }

    /// <summary>A page for trying things, made by whoever writes programs for the business.</summary>
    public bool Sandbox { get; init; }

    public string? PictureUrl => PictureVersion is null ? null : $"/p/{Handle}/picture?v={PictureVersion}";

    public BusinessHours BusinessHours => new(TimeZone, Hours, SpecialDays);

    /// <summary>The text in the wished language, else in its main language, else the page's own, else any.</summary>
    public static string? InLanguage(IReadOnlyDictionary<string, string> texts, string wished, string own) =>
        LanguageOf(texts, wished, own) is { } language ? texts[language] : null;

    /// <summary>In which language <see cref="InLanguage"/> finds the text.</summary>
    public static string? LanguageOf(IReadOnlyDictionary<string, string> texts, string wished, string own) =>
        new[] { wished, wished.Split('-')[0], own }.FirstOrDefault(texts.ContainsKey) ?? texts.Keys.FirstOrDefault();
}
