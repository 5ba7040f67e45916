using Charla.Kernel.Http;

namespace Charla.Rules.Tests.Kernel;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("good morning", true)]
    [InlineData("🥐 croissant", true)]
    [InlineData("a\0b", false)]
    [InlineData("half \ud83e", false)]
    [InlineData("\udd50 half", false)]
    public void Only_well_formed_text_is_stored(string text, bool stored) =>
        Assert.Equal(stored, PlainText.IsWellFormed(text));

    [Fact]
    public void A_text_past_its_bound_is_refused_by_name() =>
        Assert.Equal("name", PlainText.Check("name", new string('x', 61), atMost: 60)!.Field);

    [Fact]
    public void A_missing_text_is_refused_where_one_is_needed() =>
        Assert.NotNull(PlainText.Check("name", null, atMost: 60, atLeast: 1));
}
