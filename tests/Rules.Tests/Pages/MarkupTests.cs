using Charla.Pages;
using Charla.Pages.Public;

namespace Charla.Rules.Tests.Pages;

public sealed class MarkupTests
{
    [Fact]
    public void A_text_in_a_hole_is_encoded_and_a_piece_of_markup_is_not()
    {
        var bold = Markup.Of($"<b>{"<i>"}</b>");
        Assert.Equal("<p title=\"&quot;&#x27;&gt;\"><b>&lt;i&gt;</b> señor</p>", Markup.Of($"<p title=\"{"\"'>"}\">{bold} {"señor"}</p>").ToString());
    }

    [Theory]
    [InlineData("Panadería Luna", "panaderia-luna")]
    [InlineData("  --A & B--  ", "a-b")]
    [InlineData("Ana & Ben's Café", "ana-ben-s-cafe")]
    [InlineData("漢字", "my-page")]
    [InlineData("admin", "my-page")]
    public void A_name_makes_a_handle(string name, string handle) => Assert.Equal(handle, Handle.From(name));
}
