using Charla.FrontDesk;

namespace Charla.Rules.Tests.FrontDesk;

public sealed class LocalTextTests
{
    [Theory]
    [InlineData("en,es,es-MX", "es-MX", "en", "es-MX")]
    [InlineData("en,es", "es-MX", "en", "es")]
    [InlineData("en,es-ES", "es-MX", "en", "es-ES")]
    [InlineData("en,es", "fr", "es", "es")]
    [InlineData("en,es-ES", "fr", "es", "es-ES")]
    [InlineData("en,es", "ES", "en", "es")]
    [InlineData("de,it", "fr", "es", "de")]
    [InlineData("en,es", null, "es", "es")]
    [InlineData("en,es", "", "en", "en")]
    public void The_nearest_language_that_was_written_is_chosen(string written, string? person, string page, string chosen) =>
        Assert.Equal(chosen, LocalText.Choose(Texts(written), person, page)!.Value.Language);

    [Fact]
    public void A_blank_text_was_not_written() =>
        Assert.Equal("en", LocalText.Choose(
            new Dictionary<string, string> { ["es"] = " ", ["en"] = "Hello" }, "es", "es")!.Value.Language);

    [Fact]
    public void Nothing_written_is_nothing_chosen() =>
        Assert.Null(LocalText.Choose(new Dictionary<string, string>(), "es", "en"));

    static Dictionary<string, string> Texts(string languages) => languages.Split(',').ToDictionary(name => name, name => name);
}
