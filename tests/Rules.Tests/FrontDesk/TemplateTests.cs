using Charla.FrontDesk;

namespace Charla.Rules.Tests.FrontDesk;

public sealed class TemplateTests
{
    [Theory]
    [InlineData("Hi {{first_name}}, welcome.", "Hi Ana, welcome.")]
    [InlineData("Hi {{ first_name | there }}.", "Hi Ana.")]
    [InlineData("We are back {{back}}.", "We are back Monday 9:00.")]
    [InlineData("{{page}}: {{back}}", "Luna Bakery: Monday 9:00")]
    [InlineData("A price of {5} or {{}} stays.", "A price of {5} or {{}} stays.")]
    public void Known_fields_are_filled(string text, string filled) =>
        Assert.Equal(filled, Template.Render(text, Known));

    [Theory]
    [InlineData("Hi {{first_name}}, welcome.", "Hi, welcome.")]
    [InlineData("Hi, {{first_name}}!", "Hi!")]
    [InlineData("{{first_name}}, welcome.", "Welcome.")]
    [InlineData("Hi {{first_name|there}}!", "Hi there!")]
    [InlineData("Thank you. A person answers {{back}}, {{usual_reply}}.", "Thank you.")]
    [InlineData("A person answers soon, {{usual_reply}}.", "A person answers soon.")]
    [InlineData("A person answers soon, {{usual_reply}}, or sooner.", "A person answers soon, or sooner.")]
    [InlineData("We are closed. We are back {{back}}. Thank you.", "We are closed. Thank you.")]
    [InlineData("We are closed. ¡Volvemos {{back}}! Gracias.", "We are closed. Gracias.")]
    [InlineData("We answer {{back|as soon as we open}}.", "We answer as soon as we open.")]
    [InlineData("We are at {{address}}", "")]
    [InlineData("Price 7.30, {{usual_reply}}.", "Price 7.30.")]
    [InlineData("One.\n{{back}} it is.\nTwo.", "One.\n\nTwo.")]
    public void What_is_not_known_leaves_no_hole(string text, string rest) =>
        Assert.Equal(rest, Template.Render(text, _ => null));

    [Fact]
    public void A_value_is_not_filled_again() =>
        Assert.Equal("Hi {{page}}.", Template.Render("Hi {{first_name}}.", _ => "{{page}}"));

    [Fact]
    public void A_field_that_nobody_can_fill_is_named() =>
        Assert.Equal(["surname"], Template.Unknown("{{first_name}} {{surname}}"));

    static string? Known(string field) => field switch
    {
        "first_name" => "Ana",
        "page" => "Luna Bakery",
        "back" => "Monday 9:00",
        _ => null,
    };
}
