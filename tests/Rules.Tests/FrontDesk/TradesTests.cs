using Charla.FrontDesk;

namespace Charla.Rules.Tests.FrontDesk;

public sealed class TradesTests
{
    [Fact]
    public void Every_trade_greets_and_answers_three_questions_in_both_languages() =>
        Assert.All(Trades.Known.All, trade =>
        {
            Assert.Equal(3, trade.Faqs.Count);
            Assert.All(
                trade.Faqs.SelectMany(faq => new[] { faq.Question, faq.Answer }).Append(trade.Greeting).Append(trade.Title),
                text => Assert.Equal(["en", "es"], text.Keys.Order()));
        });

    [Fact]
    public void Every_field_in_the_words_can_be_filled() =>
        Assert.All(
            Trades.Known.All.SelectMany(trade => trade.Faqs.SelectMany(faq => faq.Answer.Values).Concat(trade.Greeting.Values))
                .Concat(Trades.Known.Instant.Values).Concat(Trades.Known.Away.Values),
            text => Assert.Empty(Template.Unknown(text)));

    [Fact]
    public void An_untouched_desk_speaks_with_the_words_of_its_trade()
    {
        var desk = Trades.Known.Untouched("bakery", "es");
        Assert.StartsWith("¡Hola! Pan", desk.Greeting.Text["es"], StringComparison.Ordinal);
        Assert.Equal("Asistente", desk.HelperName);
        Assert.True(desk.Away.On);
        Assert.Equal(3, desk.Faqs.Count);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Zoo")]
    public void Without_a_trade_it_greets_and_sends_nothing(string? category)
    {
        var desk = Trades.Known.Untouched(category, "en");
        Assert.True(desk.Greeting.On);
        Assert.False(desk.Instant.On);
        Assert.False(desk.Away.On);
        Assert.Empty(desk.Faqs);
    }
}
