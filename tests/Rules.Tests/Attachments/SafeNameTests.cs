using Charla.Conversations.Attachments;

namespace Charla.Rules.Tests.Attachments;

public sealed class SafeNameTests
{
    public static TheoryData<string, string> Hostile => new()
    {
        { "photo.jpg", "photo.jpg" },
        { "Año nuevo ñandú.pdf", "Año nuevo ñandú.pdf" },
        { "请柬.pdf", "请柬.pdf" },
        { "🎂 cake.png", "🎂 cake.png" },
        { "../../etc/passwd", "passwd" },
        { "..\\..\\windows\\system32\\cmd.exe", "cmd.exe" },
        { "/etc/shadow", "shadow" },
        { "C:\\autoexec.bat", "autoexec.bat" },
        { "C:autoexec.bat", "C_autoexec.bat" },
        { "\\\\server\\share\\x.txt", "x.txt" },
        { "....//....//x.txt", "x.txt" },
        { "%2e%2e%2fx.txt", "%2e%2e%2fx.txt" },
        { "a/../b.txt", "b.txt" },
        { "trailing/", "file" },
        { "..", "file" },
        { ".", "file" },
        { "...", "file" },
        { "", "file" },
        { "   ", "file" },
        { "/", "file" },
        { "\\", "file" },
        { ".htaccess", "htaccess" },
        { ".bashrc.", "bashrc" },
        { "x.txt\0.jpg", "x.txt.jpg" },
        { "\0", "file" },
        { "line\r\nbreak.txt", "linebreak.txt" },
        { "tab\there.txt", "tabhere.txt" },
        { "\u001b[31mred.txt", "[31mred.txt" },
        { "del\u007f.txt", "del.txt" },
        { "c1\u0085.txt", "c1.txt" },
        { "invoice\u202Egpj.exe", "invoicegpj.exe" },
        { "\u2066isolate\u2069.txt", "isolate.txt" },
        { "\u200Fright.txt", "right.txt" },
        { "zero\u200Bwidth.txt", "zerowidth.txt" },
        { "\uFEFFbom.txt", "bom.txt" },
        { "line\u2028separator.txt", "lineseparator.txt" },
        { "half\uD83D.txt", "half.txt" },
        { "half\uDE00.txt", "half.txt" },
        { "CON", "_CON" },
        { "con.txt", "_con.txt" },
        { "NUL.tar.gz", "_NUL.tar.gz" },
        { "LPT1", "_LPT1" },
        { "COM9 .log", "_COM9 .log" },
        { "a<b>c:d\"e|f?g*.txt", "a_b_c_d_e_f_g_.txt" },
        { "<script>alert(1)</script>.png", "script_.png" },
        { "\"; filename=\"evil.exe", "_; filename=_evil.exe" },
    };

    [Theory, MemberData(nameof(Hostile))]
    public void A_name_names_no_place_and_hides_nothing(string given, string expected) =>
        Assert.Equal(expected, SafeName.Of(given));

    [Fact]
    public void There_are_forty_six_of_them() => Assert.Equal(46, Hostile.Count);

    [Theory, InlineData(121), InlineData(4000), InlineData(100_000)]
    public void A_long_name_is_cut_and_keeps_its_ending(int length)
    {
        var name = SafeName.Of(new string('x', length) + ".pdf");

        Assert.True(name.Length <= SafeName.Longest);
        Assert.EndsWith("x.pdf", name, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cut_never_leaves_half_a_sign() =>
        Assert.All(SafeName.Of("a" + string.Concat(Enumerable.Repeat("😀", 200))).EnumerateRunes(),
            rune => Assert.NotEqual(System.Text.Rune.ReplacementChar, rune));

    [Fact]
    public void The_ending_follows_the_bytes_and_not_the_name()
    {
        Assert.Equal("page.html.png", SafeName.Of("page.html", ".png"));
        Assert.Equal("photo.JPEG", SafeName.Of("photo.JPEG", ".jpg", ".jpeg"));
    }
}
