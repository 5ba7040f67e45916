using Charla.Pages;

namespace Charla.Rules.Tests.Pages;

public sealed class BrandTests
{
    [Fact]
    public void Writing_on_the_safe_fill_is_readable_for_every_colour_in_both_themes()
    {
        for (var colour = 0; colour < 4096; colour++)
        {
            var hex = $"#{(colour >> 8) * 17:x2}{((colour >> 4) & 15) * 17:x2}{(colour & 15) * 17:x2}";
            foreach (var pair in new[] { Brand.Light(hex), Brand.Dark(hex) })
                Assert.True(Contrast(pair) >= 4.5, $"{hex}: {pair.Fill} with {pair.On} has {Contrast(pair):0.00}");
        }
    }

    [Theory]
    [InlineData("#a32858", "#a32858", "#ffffff")]
    [InlineData("#000000", "#000000", "#ffffff")]
    [InlineData("#ffd400", "#ffd400", "#000000")]
    public void A_colour_that_is_good_stays_as_it_is(string brand, string fill, string on) =>
        Assert.Equal(new SafePair(fill, on), Brand.Light(brand));

    [Theory]
    [InlineData("#A32858", true)]
    [InlineData("#a32", false)]
    [InlineData("a32858", false)]
    [InlineData("#a32858;", false)]
    [InlineData("#a3285\n", false)]
    [InlineData(null, false)]
    public void Only_a_plain_colour_is_one(string? text, bool valid) => Assert.Equal(valid, Brand.IsValid(text));

    static double Contrast(SafePair pair)
    {
        var (one, other) = (Brand.Luminance(pair.Fill), Brand.Luminance(pair.On));
        return (Math.Max(one, other) + .05) / (Math.Min(one, other) + .05);
    }
}
