using System.Text.Json.Nodes;
using Charla.Platform.Graph;

namespace Charla.Rules.Tests.Platform;

public sealed class BatchReferenceTests
{
    static readonly JsonNode Answer = JsonNode.Parse("""{"id":"1","data":[{"id":"a b"},{"id":"c"}],"deep":{"x":{"y":2}}}""")!;

    [Theory]
    [InlineData("$.id", "1")]
    [InlineData("$.data[1].id", "c")]
    [InlineData("$.data.*.id", "a b,c")]
    [InlineData("$.data[*].id", "a b,c")]
    [InlineData("$.deep.x.y", "2")]
    [InlineData("$.data[2].id", null)]
    [InlineData("$.nothing", null)]
    [InlineData("$.id.more", null)]
    public void A_path_finds_values(string path, string? expected) => Assert.Equal(expected, BatchReference.Find(Answer, path));

    [Theory]
    [InlineData("me?ids={result=a:$.data.*.id}", "me?ids=a%20b%2Cc")]
    [InlineData("user=%7Bresult%3Da%3A%24.id%7D&x=1", "user=1&x=1")]
    [InlineData("plain", "plain")]
    public void A_reference_is_replaced(string text, string expected)
    {
        if (text != "plain")
            Assert.Equal(["a"], BatchReference.NamesIn(text));
        Assert.Equal(expected, BatchReference.Replace(text, (name, path) => BatchReference.Find(Answer, path)));
    }

    [Fact]
    public void What_is_not_there_replaces_nothing() =>
        Assert.Null(BatchReference.Replace("me?x={result=a:$.gone}", (name, path) => BatchReference.Find(Answer, path)));
}
