using System.Text.Json;
using System.Text.Json.Serialization;
using Charla.Kernel.Http;

namespace Charla.FrontDesk;

/// <summary>Words to begin with, by trade, written first-hand in English and Spanish (<c>trades.json</c>).</summary>
sealed record Trades(
    IReadOnlyDictionary<string, string> HelperName,
    IReadOnlyDictionary<string, string> Instant,
    IReadOnlyDictionary<string, string> Away,
    [property: JsonPropertyName("trades")] IReadOnlyList<Trade> All)
{
    public const string Other = "other";

    public static readonly Trades Known = Load();

    /// <summary>
    /// The desk of a page that nobody has set up. Where its owner named the trade, it speaks with the words of the trade;
    /// else it greets, and sends nothing that nobody has read.
    /// </summary>
    public DeskSettings Untouched(string? trade, string locale) => All.Any(known => known.Name == trade)
        ? Full(trade, locale)
        : Full(Other, locale) with { Instant = new AutoText(On: false, Instant), Away = new AutoText(On: false, Away), Faqs = [] };

    /// <summary>The desk with all the words of a trade switched on.</summary>
    public DeskSettings Full(string? trade, string locale) => new(
        LocalText.Choose(HelperName, locale, locale)!.Value.Text,
        new AutoText(On: true, Find(trade).Greeting),
        new AutoText(On: true, Instant),
        new AutoText(On: true, Away),
        [.. Find(trade).Faqs.Select((faq, at) => new Faq($"{at + 1}", faq.Question, faq.Answer))]);

    /// <summary>The trade of this name; null for what is none that we know.</summary>
    public string? NameOf(string? trade) => All.FirstOrDefault(known => known.Name == trade)?.Name;

    Trade Find(string? trade) => All.FirstOrDefault(known => known.Name == trade) ?? All.First(known => known.Name == Other);

    static Trades Load()
    {
        using var json = typeof(Trades).Assembly.GetManifestResourceStream("FrontDesk/trades.json")!;
        return JsonSerializer.Deserialize<Trades>(json, Json.Options)!;
    }
}

/// <summary>A kind of business, with a greeting and three questions its customers ask.</summary>
sealed record Trade(
    [property: JsonPropertyName("trade")] string Name,
    [property: JsonPropertyName("name")] IReadOnlyDictionary<string, string> Title,
    IReadOnlyDictionary<string, string> Greeting,
    IReadOnlyList<TradeFaq> Faqs);

sealed record TradeFaq(IReadOnlyDictionary<string, string> Question, IReadOnlyDictionary<string, string> Answer);
