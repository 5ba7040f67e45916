using System.Diagnostics;
using Charla.Entrances;
using Microsoft.Extensions.Configuration;
using SkiaSharp;

namespace Charla.Rules.Tests.Entrances;

public sealed class CodeTests
{
    const string Address = "https://charla.example/m/luna-bakery?ref=";
    static readonly CodeHeart Letter = new("#a32858", "Luna Bakery", Picture: null);

    [Fact]
    public void Fifty_refs_are_read_back_by_an_independent_decoder()
    {
        var addresses = Refs().Select(made => Address + made).ToList();
        AssertRead(addresses, address => CodeDrawing.Png(CodeShape.Of(address)!, Letter, 500));
    }

    [Fact]
    public void A_code_is_read_at_a_quarter_of_its_size() =>
        AssertRead([.. Refs().Take(20).Select(made => Address + made)], address => Changed(address, 1000, 0.25f, degrees: 0));

    [Theory]
    [InlineData(12)]
    [InlineData(45)]
    [InlineData(90)]
    [InlineData(222)]
    public void A_code_is_read_turned(int degrees) =>
        AssertRead([.. Refs().Skip(4).Take(8).Select(made => Address + made)], address => Changed(address, 500, 1, degrees));

    [Fact]
    public void A_code_with_a_picture_in_the_middle_is_read() =>
        AssertRead([.. Refs().Take(10).Select(made => Address + made)], address =>
            CodeDrawing.Png(CodeShape.Of(address)!, Letter with { Picture = RedPicture() }, 500));

    [Theory]
    [InlineData(1_000)]
    [InlineData(2_083)]
    public void An_address_too_long_for_a_code_has_none(int length) =>
        Assert.Null(CodeShape.Of(Address + new string('x', length)));

    [Fact]
    public void The_middle_and_the_quiet_zone_are_free()
    {
        var shape = CodeShape.Of(Address + "table-7")!;
        using var png = SKBitmap.Decode(CodeDrawing.Png(shape, Letter, (shape.Side + (2 * CodeShape.Quiet)) * 10));
        Assert.Equal(SKColor.Parse("#a32858"), png.GetPixel((png.Width / 2) - 30, (png.Height / 2) - 30));
        for (var at = 0; at < png.Width; at++)
        {
            Assert.Equal(SKColors.White, png.GetPixel(at, 39));
            Assert.Equal(SKColors.White, png.GetPixel(39, at));
        }
    }

    [Theory]
    [InlineData("<script>", "S")]
    [InlineData("ñandú", "Ñ")]
    [InlineData("…!", "")]
    [InlineData("7 Lunas", "7")]
    public void The_heart_shows_the_first_letter(string name, string letter) =>
        Assert.Equal(letter, new CodeHeart("#123456", name, null).Letter);

    [Theory]
    [InlineData("#a32858", "#ffffff")]
    [InlineData("#f2a71b", "#000000")]
    public void The_letter_can_be_read_on_the_brand(string brand, string colour) =>
        Assert.Equal(colour, new CodeHeart(brand, "x", null).LetterColour);

    [Fact]
    public void The_drawing_holds_no_script_and_is_well_formed()
    {
        var svg = CodeDrawing.Svg(CodeShape.Of(Address)!, new CodeHeart("#a32858", "\"><x", null));
        Assert.Equal("svg", System.Xml.Linq.XDocument.Parse(svg).Root!.Name.LocalName);
    }

    static IEnumerable<string> Refs()
    {
        const string signs = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_=.-";
        var random = new Random(7);
        return Enumerable.Range(1, 50).Select(n => new string([.. Enumerable.Range(0, n * 2)
            .Select(_ => signs[random.Next(signs.Length)])]));
    }

    static byte[] Changed(string address, int size, float scale, int degrees)
    {
        using var image = SKImage.FromEncodedData(CodeDrawing.Png(CodeShape.Of(address)!, Letter, size));
        var side = (int)(1.5f * size * scale);
        using var surface = SKSurface.Create(new SKImageInfo(side, side));
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.Translate(side / 2f, side / 2f);
        surface.Canvas.RotateDegrees(degrees);
        surface.Canvas.Scale(scale);
        surface.Canvas.DrawImage(image, -size / 2, -size / 2, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        using var changed = surface.Snapshot();
        using var data = changed.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    static byte[] RedPicture()
    {
        using var surface = SKSurface.Create(new SKImageInfo(300, 200));
        surface.Canvas.Clear(SKColors.Red);
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Jpeg, 80);
        return data.ToArray();
    }

    static void AssertRead(IReadOnlyList<string> addresses, Func<string, byte[]> draw)
    {
        Assert.SkipUnless(HasDecoder(), "zbarimg is not installed (Debian: zbar-tools).");
        var folder = Directory.CreateTempSubdirectory("charla-codes");
        try
        {
            foreach (var (at, address) in addresses.Index())
                File.WriteAllBytes(Path.Combine(folder.FullName, $"{at:000}.png"), draw(address));
            Assert.Equal(addresses, Decode([.. folder.GetFiles().Select(file => file.FullName).Order()]));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static List<string> Decode(string[] files)
    {
        using var zbar = Process.Start(new ProcessStartInfo("zbarimg", ["--nodbus", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", .. files])
        {
            RedirectStandardOutput = true,
        })!;
        var read = zbar.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        zbar.WaitForExit();
        return [.. read];
    }

    static bool HasDecoder()
    {
        var environment = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        return environment["CHARLA_REQUIRE_ALL"] == "1"
            || environment["PATH"]!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "zbarimg")));
    }
}
