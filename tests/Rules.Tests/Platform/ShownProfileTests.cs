using Charla.Platform.Edges;

namespace Charla.Rules.Tests.Platform;

public sealed class ShownProfileTests
{
    static readonly IReadOnlyDictionary<string, ProfileValue> Nothing = Profile();

    [Theory]
    [InlineData("es-ES", "Hola, España")]
    [InlineData("es_es", "Hola, España")]
    [InlineData("es-MX", "Hola, México")]
    [InlineData("es", "Hola, México")]
    [InlineData("es-AR", "Hola, México")]
    [InlineData("fr", "Hello")]
    [InlineData("en-US", "Hello")]
    [Wire("POST {page}/messenger_profile", "greeting by locale")]
    public void The_words_are_those_of_the_place_then_of_the_language_then_everybodys(string locale, string words)
    {
        var page = Profile(("greeting", """
            [{"locale":"default","text":"Hello"},{"locale":"es_MX","text":"Hola, México"},{"locale":"es_ES","text":"Hola, España"}]
            """));
        Assert.Equal(words, ShownProfile.Of(page, Nothing, locale, null).Greeting);
    }

    [Theory]
    [InlineData("Hi {{user_first_name}}!", "Noor Haddad", "Hi Noor!")]
    [InlineData("Hi {{user_first_name}}!", null, "Hi!")]
    [InlineData("Hi, {{user_full_name}}.", "Noor Haddad", "Hi, Noor Haddad.")]
    [InlineData("Hi, {{user_full_name}}.", null, "Hi.")]
    [InlineData("Dear {{user_last_name}}", "Noor Haddad", "Dear Haddad")]
    [InlineData("Dear {{user_last_name}}", "Noor", "Dear")]
    [InlineData("{{user_first_name}}, welcome", null, "Welcome")]
    [InlineData("{{user_first_name}}, welcome", "noor", "noor, welcome")]
    [InlineData("{{user_first_name}}", null, null)]
    [InlineData("{{user_shoe_size}}", "Noor", "{{user_shoe_size}}")]
    [Wire("POST {page}/messenger_profile", "{{user_first_name}}, {{user_last_name}}, {{user_full_name}}")]
    public void Names_are_filled_in_and_leave_no_hole(string text, string? name, string? words)
    {
        var page = Profile(("greeting", $$"""[{"locale":"default","text":"{{text}}"}]"""));
        Assert.Equal(words, ShownProfile.Of(page, Nothing, "en", name).Greeting);
    }

    [Fact]
    public void A_menu_of_the_persons_own_goes_before_the_pages()
    {
        var page = Profile(("persistent_menu", Menu("Everybody's")));
        var own = Profile(("persistent_menu", Menu("Mine")));
        Assert.Equal("Everybody's", ShownProfile.Of(page, Nothing, "en", null).Menu!.Items[0].Title);
        Assert.Equal("Mine", ShownProfile.Of(page, own, "en", null).Menu!.Items[0].Title);
    }

    [Fact]
    public void A_menu_has_levels_pages_of_the_web_and_may_stand_alone()
    {
        var page = Profile(("persistent_menu", """
            [{"locale":"default","composer_input_disabled":"true","call_to_actions":[
              {"type":"nested","title":"More","call_to_actions":[{"type":"postback","title":"Hours","payload":"HOURS"}]},
              {"type":"web_url","title":"Shop","url":"https://example.com","webview_height_ratio":"tall","messenger_extensions":true}]},
             {"locale":"es_ES","composer_input_disabled":false}]
            """));
        var menu = ShownProfile.Of(page, Nothing, "en", null).Menu!;
        Assert.True(menu.InputDisabled);
        Assert.Equal(("nested", "HOURS"), (menu.Items[0].Type, menu.Items[0].Items![0].Payload));
        Assert.Equal(("url", "tall", true), (menu.Items[1].Type, menu.Items[1].WebviewHeightRatio, menu.Items[1].MessengerExtensions));
        Assert.Null(ShownProfile.Of(page, Nothing, "es-ES", null).Menu);
    }

    [Theory]
    [InlineData("""[{"question":"Where?","payload":"WHERE"}]""", "Where?")]
    [InlineData("""[{"locale":"default","call_to_actions":[{"question":"Where?","payload":"WHERE"}]}]""", "Where?")]
    [InlineData("""
        [{"locale":"default","call_to_actions":[{"question":"Where?","payload":"WHERE"}]},
         {"locale":"es_ES","call_to_actions":[{"question":"¿Dónde?","payload":"WHERE"}]}]
        """, "¿Dónde?")]
    public void Questions_come_in_both_forms(string form, string inSpanish)
    {
        var breaker = Assert.Single(ShownProfile.Of(Profile(("ice_breakers", form)), Nothing, "es", null).IceBreakers);
        Assert.Equal((inSpanish, "WHERE"), (breaker.Title, breaker.Payload));
    }

    [Theory]
    [InlineData("/go", "go")]
    [InlineData("/GO now", "go")]
    [InlineData("now /go, please", "go")]
    [InlineData("/help and /go", "help go")]
    [InlineData("/pedido", "pedido")]
    [InlineData("go", "")]
    [InlineData("a/go", "")]
    [InlineData("/gone", "")]
    [InlineData("/gone /go", "go")]
    [InlineData("/ go", "")]
    public void A_command_is_a_word_of_its_own_behind_a_slash(string text, string commands)
    {
        var page = Profile(("commands", """
            [{"locale":"default","commands":[{"name":"go","description":"Goes"},{"name":"help","description":"Helps"}]},
             {"locale":"es_ES","commands":[{"name":"go","description":"Va"},{"name":"pedido","description":"Pide"}]}]
            """));
        Assert.Equal(commands, string.Join(' ', ShownProfile.CommandsIn(text, page)));
        Assert.Empty(ShownProfile.CommandsIn(text, Nothing));
    }

    [Fact]
    public void Sites_are_origins_that_no_policy_can_be_broken_with()
    {
        var page = Profile(("whitelisted_domains", """
            ["https://example.com/path","https://EXAMPLE.com","https://shop.example.com:8443","https://español.example","http://example.com","https://10.0.0.1"]
            """));
        Assert.Equal(
            ["https://example.com", "https://shop.example.com:8443", "https://xn--espaol-zwa.example"],
            ShownProfile.Sites(page));
    }

    [Theory]
    [InlineData("persistent_menu", "INNER", true)]
    [InlineData("persistent_menu", "INNE", false)]
    [InlineData("get_started", "START", true)]
    public void It_is_known_whose_payload_it_is(string property, string payload, bool isKnown)
    {
        var values = Profile(
            ("get_started", """{"payload":"START"}"""),
            ("persistent_menu", """
                [{"locale":"default","call_to_actions":[{"type":"nested","title":"More","call_to_actions":[{"type":"postback","title":"In","payload":"INNER"}]}]}]
                """));
        Assert.Equal(isKnown, ShownProfile.Sends(values[property], payload));
    }

    static string Menu(string title) =>
        $$"""[{"locale":"default","call_to_actions":[{"type":"postback","title":"{{title}}","payload":"P"}]}]""";

    static Dictionary<string, ProfileValue> Profile(params (string Property, string Json)[] values) =>
        values.ToDictionary(value => value.Property, value => new ProfileValue(value.Json, 1));
}
