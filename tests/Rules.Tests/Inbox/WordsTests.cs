using Charla.Inbox.Search;

namespace Charla.Rules.Tests.Inbox;

public sealed class WordsTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("Hello, world! 24h", "hello world 24h")]
    [InlineData("Él pidió ÑOQUIS y crème brûlée", "el pidio noquis y creme brulee")]
    [InlineData("e\u0301xito", "exito")]
    [InlineData("don't stop_me-now", "don t stop me now")]
    [InlineData("Straße ΑΘΗΝΑ Привет", "straße αθηνα привет")]
    [InlineData("مرحبا بك", "مرحبا بك")]
    [InlineData("हिन्दी में", "हिन्दी में")]
    [InlineData("東京都へ行く", "東京 京都 都へ へ行 行く")]
    [InlineData("茶 tea茶", "茶 tea 茶")]
    [InlineData("สวัสดี", "สว วั ัส สด ดี")]
    [InlineData("😀👍 \uD800", "")]
    public void A_text_has_these_words(string text, string words) =>
        Assert.Equal(words, string.Join(' ', Words.Of(text).Select(word => word.Plain)));

    [Fact]
    public void A_word_stands_where_it_is_written()
    {
        const string Text = "Olé, ¡año 𠀀𠀁𠀂!";
        foreach (var word in Words.Of(Text))
            Assert.Equal(word, Words.Of(Text.Substring(word.Start, word.Length)).Single() with { Start = word.Start });
    }

    [Fact]
    public void A_word_of_any_length_is_cut()
    {
        Assert.Equal(40, Words.Of(new string('a', 8000)).Single().Plain.Length);
        Assert.True(Words.Of(string.Concat(Enumerable.Repeat("a茶", 4000))).Count == 8000);
    }

    [Theory]
    [InlineData("pan", "pan", true)]
    [InlineData("pan ", "pan", false)]
    [InlineData("pan de cen", "pan de cen", true)]
    [InlineData("¿?", "", false)]
    public void The_last_word_may_be_a_beginning(string text, string words, bool isBeginning)
    {
        var query = SearchQuery.Of(text);
        Assert.Equal((words, isBeginning), (string.Join(' ', query.Words), query.LastIsBeginning));
    }

    [Fact]
    public void A_snippet_shows_what_was_found_and_marks_it()
    {
        var text = $"{string.Concat(Enumerable.Repeat("lorem ", 60))}El PAN está aquí, y más pan. {string.Concat(Enumerable.Repeat("dolor ", 60))}";
        var snippet = Snippet.Of(text, SearchQuery.Of("pan esta"));
        Assert.True(snippet.Text.Length <= 162);
        Assert.StartsWith("…lorem", snippet.Text, StringComparison.Ordinal);
        Assert.Equal(["PAN", "está", "pan"], snippet.Marks.Select(mark => snippet.Text.Substring(mark[0], mark[1])));
        Assert.Equal("short", Snippet.Of("short", SearchQuery.Of("none")).Text);
    }

    [Fact]
    public void A_snippet_never_splits_a_sign()
    {
        var text = string.Concat(Enumerable.Repeat("😀", 200)) + " pan " + string.Concat(Enumerable.Repeat("😀", 200));
        var snippet = Snippet.Of(text, SearchQuery.Of("pan"));
        Assert.DoesNotContain('\uFFFD', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(snippet.Text)));
        Assert.Equal("pan", snippet.Text.Substring(snippet.Marks[0][0], snippet.Marks[0][1]));
    }
}
