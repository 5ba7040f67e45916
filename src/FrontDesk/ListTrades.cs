using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Charla.FrontDesk;

/// <summary>Words to begin with for each trade, in the asker's language.</summary>
static class ListTrades
{
    internal sealed record Words(string Trade, string Name, string Greeting, IEnumerable<Question> Faqs);

    internal sealed record Question([property: JsonPropertyName("question")] string Text, string Answer);

    public static void Map(IEndpointRouteBuilder desk) => desk.MapGet("/trades", Handle);

    static Ok<IEnumerable<Words>> Handle(string? locale = null)
    {
        return TypedResults.Ok(Trades.Known.All.Select(trade => new Words(
            trade.Name,
            In(trade.Title),
            In(trade.Greeting),
            trade.Faqs.Select(faq => new Question(In(faq.Question), In(faq.Answer))))));

        string In(IReadOnlyDictionary<string, string> texts) => LocalText.Choose(texts, locale, "en")!.Value.Text;
    }
}
