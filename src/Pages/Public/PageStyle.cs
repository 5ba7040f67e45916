using System.Text;
using Charla.Kernel;

namespace Charla.Pages.Public;

/// <summary>
/// The public page's one style sheet: the tokens, the reset and the awning of web/shared as they are, embedded when the
/// server is built, and page.css after them. So the page looks like the chat and needs no front-end build.
/// </summary>
static class PageStyle
{
    static readonly string[] Parts = ["tokens.css", "base.css", "Awning.module.css", "page.css"];

    public static readonly string Sheet = string.Join('\n', Parts.Select(Read));

    public static readonly string Url = $"/p/page.css?v={Ids.Hash(Sheet)[..12]}";

    /// <summary>The shop's colour, and the pairs for browsers that cannot work them out. Only checked colours come here.</summary>
    public static Markup Brand(string colour)
    {
        var (light, dark) = (Pages.Brand.Light(colour), Pages.Brand.Dark(colour));
        return Markup.Of(
            $":root{{--brand:{colour};--brand-safe:{light.Fill};--brand-safe-on:{light.On}}}@media (prefers-color-scheme:dark){{:root{{--brand-safe:{dark.Fill};--brand-safe-on:{dark.On}}}}}");
    }

    static string Read(string name)
    {
        using var resource = typeof(PageStyle).Assembly.GetManifestResourceStream($"Pages/{name}")!;
        using var reader = new StreamReader(resource, Encoding.UTF8);
        return reader.ReadToEnd().Replace("@import \"./tokens.css\";", "", StringComparison.Ordinal);
    }
}
