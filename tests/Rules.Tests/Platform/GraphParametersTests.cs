using System.Text.Json;
using Charla.Platform.Graph;

namespace Charla.Rules.Tests.Platform;

public sealed class GraphParametersTests
{
    static GraphParameters Of(params (string Name, string Value)[] texts)
    {
        var parameters = new GraphParameters();
        foreach (var (name, value) in texts)
            parameters.Add(name, value);
        return parameters;
    }

    [Fact]
    public void Brackets_spell_out_objects_and_lists()
    {
        var parameters = Of(
            ("recipient[id]", "1"), ("message[text]", "hi"), ("message[quick_replies][0][title]", "A"),
            ("message[quick_replies][1][title]", "B"), ("fields[]", "a"));
        Assert.Equal("""{"id":"1"}""", parameters.Json("recipient")?.GetRawText());
        Assert.Equal("""{"text":"hi","quick_replies":[{"title":"A"},{"title":"B"}]}""", parameters.Json("message")?.GetRawText());
        Assert.Equal("""["a"]""", parameters.Json("fields")?.GetRawText());
    }

    [Theory]
    [InlineData("a[b")]
    [InlineData("[b]")]
    [InlineData("a[")]
    [InlineData("]")]
    public void Brackets_that_spell_nothing_are_left(string name) => Assert.Null(Of((name, "1")).Json("a"));

    [Fact]
    public void The_body_goes_before_the_rest_and_null_is_nothing()
    {
        var parameters = Of(("name", "query"), ("other", "query"));
        parameters.Take(JsonDocument.Parse("""{"name":"body","other":null,"number":12,"nested":"{\"a\":1}"}""").RootElement);
        Assert.Equal(("body", "query", "12"), (parameters.Text("name"), parameters.Text("other"), parameters.Text("number")));
        Assert.Equal(1, parameters.Json("nested")?.GetProperty("a").GetInt32());
        Assert.False(parameters.Has("missing"));
    }

    [Fact]
    public void A_text_that_is_no_json_is_a_json_text() =>
        Assert.Equal("\"a,b\"", Of(("fields", "a,b")).Json("fields")?.GetRawText());
}
