using System.Text.Json;
using Charla.Conversations.Contracts;
using Charla.Platform.Utility;

namespace Charla.Rules.Tests.Platform;

public sealed class UtilityTemplateTests
{
    static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;

    [Fact]
    [Wire("utility message", "components body, header", "parameters by place")]
    public void Gaps_are_filled_by_place()
    {
        var template = Json("""[{"type":"BODY","text":"Hi {{1}}, see you on {{ 2 }}."},{"type":"header","text":"Order {{1}}"}]""");
        Assert.Null(UtilityTemplate.Check(template));
        var given = Json("""
            [{"type":"header","parameters":[{"type":"text","text":"7"}]},
             {"type":"body","parameters":[{"type":"text","text":"Ana"},{"type":"text","text":"Monday"}]}]
            """);
        Assert.Equal("Order 7\nHi Ana, see you on Monday.", UtilityTemplate.Write(template, given).Value?.Text);
    }

    [Fact]
    [Wire("utility message", "parameter_name", "components buttons: POSTBACK, URL, PHONE_NUMBER")]
    public void Gaps_are_filled_by_name_and_buttons_by_place()
    {
        var template = Json("""
            [{"type":"BODY","text":"Hi {{first_name}}"},
             {"type":"BUTTONS","buttons":[{"type":"POSTBACK","text":"Yes"},{"type":"URL","text":"Track","url":"https://example.org/{{1}}"},
               {"type":"PHONE_NUMBER","text":"Call","phone_number":"+15105551234"}]}]
            """);
        Assert.Null(UtilityTemplate.Check(template));
        var given = Json("""
            [{"type":"body","parameters":[{"type":"text","parameter_name":"first_name","text":"Ana"}]},
             {"type":"buttons","parameters":[{"type":"POSTBACK","payload":"YES"},{"type":"text","text":"a b"}]}]
            """);
        var made = UtilityTemplate.Write(template, given).Value!.Template!;
        Assert.Equal("Hi Ana", made.Text);
        Assert.Equal([ButtonType.Postback, ButtonType.Url, ButtonType.Phone], made.Buttons!.Select(button => button.Type));
        Assert.Equal(("YES", "https://example.org/a%20b"), (made.Buttons![0].Payload, made.Buttons[1].Url));
    }

    [Theory]
    [InlineData("""[{"type":"BODY","text":"Hi {{1}}"}]""", "null")]
    [InlineData("""[{"type":"BODY","text":"Hi {{2}}"}]""", """[{"type":"body","parameters":[{"type":"text","text":"a"}]}]""")]
    [InlineData("""[{"type":"BODY","text":"Hi {{a}}"}]""", """[{"type":"body","parameters":[{"parameter_name":"b","text":"a"}]}]""")]
    [InlineData("""[{"type":"BODY","text":"Hi {{1}}"}]""", """[{"type":"body","parameters":"a"}]""")]
    [InlineData("""[{"type":"BODY","text":"Hi {{1}}"}]""", """[{"type":"body","parameters":[{"text":"a\u0000"}]}]""")]
    [InlineData(
        """[{"type":"BODY","text":"Hi"},{"type":"BUTTONS","buttons":[{"type":"URL","text":"Go","url":"https://example.org"}]}]""",
        """[{"type":"buttons","parameters":[{"type":"URL","url":"javascript:x"}]}]""")]
    public void What_is_not_filled_is_refused(string template, string given) =>
        Assert.Equal(100, UtilityTemplate.Write(Json(template), Json(given)).Error?.Code);

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""[{"type":"HEADER","text":"a"}]""")]
    [InlineData("""[{"type":"BODY"}]""")]
    [InlineData("""[{"type":"BODY","text":""}]""")]
    [InlineData("""[{"type":"BODY","text":"a"},{"type":"BODY","text":"b"}]""")]
    [InlineData("""[{"type":"BODY","text":"a"},{"type":"MUSIC","text":"b"}]""")]
    [InlineData("""[{"type":"BODY","text":"a"},1]""")]
    [InlineData("""[{"type":"BODY","text":"a"},{"type":"BUTTONS","buttons":[]}]""")]
    [InlineData("""[{"type":"BODY","text":"a"},{"type":"BUTTONS","buttons":[{"type":"URL","text":"a","url":"x"}]}]""")]
    [InlineData("""[{"type":"BODY","text":"a"},{"type":"BUTTONS","buttons":[{"type":"PHONE_NUMBER","text":"a","phone_number":"1"}]}]""")]
    [InlineData("""[{"type":"BODY","text":"a"},{"type":"BUTTONS","buttons":[{"type":"POSTBACK"}]}]""")]
    [InlineData("""[{"type":"BODY","text":"a"},{"type":"BUTTONS","buttons":[{"type":"POSTBACK","text":"a title that is too long"}]}]""")]
    public void What_is_no_template_is_refused(string components) =>
        Assert.Equal(100, UtilityTemplate.Check(Json(components))?.Code);
}
