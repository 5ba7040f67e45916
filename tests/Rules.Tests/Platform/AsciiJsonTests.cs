using System.Text.Json.Nodes;
using Charla.Platform.Webhooks;

namespace Charla.Rules.Tests.Platform;

public sealed class AsciiJsonTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a/b", @"a\/b")]
    [InlineData("\"\\", @"\""\\")]
    [InlineData("\\u00E9", @"\\u00E9")]
    [InlineData("é", @"\u00e9")]
    [InlineData("🥖", @"\ud83e\udd56")]
    [InlineData("\u001f\u007f\u2028", @"\u001f\u007f\u2028")]
    [InlineData("\r\n\t<>&'+", @"\r\n\t<>&'+")]
    public void Everything_else_than_ASCII_is_escaped_in_lower_case(string text, string written) =>
        Assert.Equal($$"""{"text":"{{written}}"}""", AsciiJson.Write(new JsonObject { ["text"] = text }));

    [Theory]
    [InlineData("a/b é \\u00E9 \\\\ 🥖 \u0001 \"")]
    public void It_reads_back_as_it_was(string text) =>
        Assert.Equal(text, JsonNode.Parse(AsciiJson.Write(new JsonObject { ["text"] = text }))!["text"]!.GetValue<string>());
}
