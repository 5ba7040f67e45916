using System.Text.Json.Nodes;
using Charla.Platform.Graph;

namespace Charla.Rules.Tests.Platform;

public sealed class FieldSelectionTests
{
    [Fact]
    public void Fields_nest_and_have_modifiers()
    {
        var fields = FieldSelection.Parse("id, participants{name,id},messages.limit(2).after(MTI){id,from{id}}").Value!.Fields;
        Assert.Equal(["id", "participants", "messages"], fields.Select(field => field.Name));
        Assert.Equal(["name", "id"], fields[1].Fields!.Fields.Select(field => field.Name));
        Assert.Equal(2, fields[2].Limit(25, 100));
        Assert.Equal("MTI", fields[2].Modifiers["after"]);
        Assert.Equal("from", fields[2].Fields!.Fields[1].Name);
    }

    [Theory]
    [InlineData(",")]
    [InlineData("a,")]
    [InlineData("a{")]
    [InlineData("a{}")]
    [InlineData("a}")]
    [InlineData("a.limit")]
    [InlineData("a.limit(2")]
    [InlineData("a b")]
    [InlineData("a{b{c{d{e{f{g{h{i{j}}}}}}}}}")]
    [InlineData("é")]
    public void What_selects_nothing_is_refused(string text) => Assert.Equal(100, FieldSelection.Parse(text).Error?.Code);

    [Theory]
    [InlineData("a.limit(0)", 25)]
    [InlineData("a.limit(x)", 25)]
    [InlineData("a.limit(1000)", 100)]
    [InlineData("a", 25)]
    public void A_limit_is_kept_in_bounds(string text, int expected) =>
        Assert.Equal(expected, FieldSelection.Parse(text).Value!.Fields[0].Limit(25, 100));

    [Fact]
    public void A_value_is_cut_to_what_was_asked()
    {
        var value = JsonNode.Parse("""{"data":[{"id":"1","name":"a","x":1},{"id":"2","name":"b"}],"paging":{}}""");
        var cut = FieldSelection.Cut(value, FieldSelection.Parse("name").Value);
        Assert.Equal("""{"data":[{"name":"a","id":"1"},{"name":"b","id":"2"}],"paging":{}}""", cut!.ToJsonString());
    }
}
