using System.Text;
using Charla.Platform.Graph;

namespace Charla.Rules.Tests.Platform;

public sealed class LenientJsonTests
{
    [Theory]
    [InlineData("""{"id":"1"}""", """{"id":"1"}""")]
    [InlineData("""{'id':'1'}""", """{"id":"1"}""")]
    [InlineData("""{id:'1'}""", """{"id":"1"}""")]
    [InlineData("""{id:1,on:true,off:null}""", """{"id":1,"on":true,"off":null}""")]
    [InlineData("""{'text':'say "hi"'}""", """{"text":"say \"hi\""}""")]
    [InlineData("""{'text':'it\'s'}""", """{"text":"it's"}""")]
    [InlineData("""{'a':"it's",'b':['x']}""", """{"a":"it's","b":["x"]}""")]
    [InlineData("""[{'a':1},]""", """[{"a":1},]""")]
    [InlineData("12", "12")]
    public void What_clients_write_is_read(string text, string expected) =>
        Assert.Equal(expected, LenientJson.Parse(text)?.GetRawText());

    [Theory]
    [InlineData("")]
    [InlineData("a,b")]
    [InlineData("{'id':'1'")]
    [InlineData("{\"a\":\"\\ud800\"}")]
    [InlineData("{\"\\udc00\":1}")]
    [InlineData("{'a':'\\uD800'}")]
    [InlineData("m_1_2")]
    public void What_is_none_is_none(string text) => Assert.Null(LenientJson.Parse(text));

    [Fact]
    public void A_pair_of_escapes_is_one_sign() =>
        Assert.Equal("😀", LenientJson.Parse("\"\\ud83d\\ude00\"")?.GetString());

    [Fact]
    public void Bytes_that_are_no_text_are_no_json() => Assert.Null(LenientJson.Parse(new byte[] { (byte)'"', 0xFF, (byte)'"' }));

    [Fact]
    public void Depth_is_bounded() => Assert.Null(LenientJson.Parse(Encoding.UTF8.GetBytes(new string('[', 10_000))));
}
