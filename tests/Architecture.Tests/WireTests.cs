namespace Charla.Architecture.Tests;

/// <summary>docs/compatibility.md says what the tests say.</summary>
public sealed class WireTests
{
    static readonly IReadOnlyList<WireRow> Rows =
        [.. ((string[])["tests/Rules.Tests", "tests/Server.Tests"]).SelectMany(folder => Repository.Files("*.cs", folder)).Order(StringComparer.Ordinal)
            .SelectMany(file => Wire.In(file, Repository.Read(file)))];

    [Fact]
    public void The_document_is_what_the_tests_say()
    {
        var written = Wire.Write(Rows);
        var made = Path.Combine(Repository.Root, "artifacts", "compatibility.md");
        File.WriteAllText(made, written);
        Assert.True(
            written == Repository.Read("docs/compatibility.md"),
            "What the tests hold of the wire changed. Look at the change, then: cp artifacts/compatibility.md docs/compatibility.md");
    }

    [Fact]
    public void Nothing_is_forgotten_or_told_in_two_ways() => Assert.Empty(Wire.Faults(Rows));

    [Fact]
    public void No_declaration_is_overlooked()
    {
        foreach (var file in Repository.Files("*.cs", "tests/Server.Tests").Concat(Repository.Files("*.cs", "tests/Rules.Tests")))
        {
            var text = Repository.Read(file);
            Assert.Equal(text.Split("[Wire(").Length - 1, Wire.In(file, text).Count());
        }
    }

    [Fact]
    public void A_declaration_is_read()
    {
        const string text =
            """
                [Fact]
                [Wire("POST {page}/messages", "a", "b \"c\" (d)")]
                [Wire(
                    "limits", "e",
                    Differs = "more")]
                [Wire("errors", Not = "never")]
                public void It() {}
            """;
        var rows = Wire.In("X/SendTests.cs", text).ToList();
        Assert.Equal(["same", "differs: more", "not: never"], rows.Select(row => row.Here));
        Assert.Equal(["a", "b \"c\" (d)"], rows[0].Fields);
        Assert.All(rows, row => Assert.Equal("SendTests", row.Test));
    }

    [Fact]
    public void Faults_are_seen() => Assert.Equal(
        ["telepathy has no chapter", "limits, a is told in two ways"],
        Wire.Faults([new("telepathy", [], null, null, "T"), new("limits", ["a"], null, null, "T"), new("limits", ["a"], "x", null, "T")]));
}
