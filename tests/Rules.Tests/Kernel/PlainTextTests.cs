using Charla.Kernel.Http;

namespace Charla.Rules.Tests.Kernel;

public sealed class PlainTextTests
{
    const char High = '\ud83e';
    const char Low = '\udd50';

    [Fact]
    public void Well_formed_text_is_stored() =>
        Assert.All(["good morning", "", $"{High}{Low} croissant"], text => Assert.True(PlainText.IsWellFormed(text)));

    [Fact]
    public void Half_a_sign_and_nul_are_no_text() =>
        Assert.All(["a\0b", $"half {High}", $"{Low} half", $"{High}x"], text => Assert.False(PlainText.IsWellFormed(text)));

    [Fact]
    public void A_text_past_its_bound_is_refused_by_name() =>
        Assert.Equal("name", PlainText.Check("name", new string('x', 61), atMost: 60)!.Field);

    [Fact]
    public void A_missing_text_is_refused_where_one_is_needed() =>
        Assert.NotNull(PlainText.Check("name", null, atMost: 60, atLeast: 1));
}
