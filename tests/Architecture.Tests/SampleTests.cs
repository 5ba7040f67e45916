namespace Charla.Architecture.Tests;

/// <summary>Each rule is shown a sin and sees it: a rule that has never failed is no rule.</summary>
public sealed class SampleTests
{
    [Fact]
    public void A_forbidden_reference_is_seen() =>
        Assert.Equal(["Accounts -> Inbox"], ModuleMap.Violations("Accounts", ["Kernel", "Inbox"]));

    [Fact]
    public void A_module_outside_of_the_map_may_see_nothing() =>
        Assert.Equal(["Rumours -> Kernel"], ModuleMap.Violations("Rumours", ["Kernel"]));

    [Fact]
    public void A_public_type_outside_of_contracts_is_seen() => Assert.Equal(
        [typeof(Exposed).FullName!], Rules.PublicOutsideOfContracts([typeof(Exposed), typeof(Hidden)], "Inbox"));

    [Fact]
    public void A_rule_that_touches_the_web_is_seen() =>
        Assert.NotEmpty(Rules.UsesOfTheOutside([typeof(RuleWithWeb)]));

    [Fact]
    public void A_lonely_interface_is_seen() => Assert.Equal(
        [typeof(IAlone).FullName!], Rules.LonelyInterfaces([typeof(IAlone), typeof(Alone), typeof(IPair), typeof(One), typeof(Two)]));

    [Fact]
    public void An_empty_name_is_seen() =>
        Assert.Equal([typeof(MessageManager).FullName!], Rules.EmptyNames([typeof(MessageManager), typeof(One)]));

    [Fact]
    public void A_long_file_is_seen_unless_it_says_why()
    {
        var lines = new string('\n', Rules.MostLines + 1);
        Assert.Equal(["a.cs"], Rules.TooLong([("a.cs", lines), ("b.cs", "// Long because: tables.\n" + lines), ("c.cs", "\n")]));
    }

    [Fact]
    public void A_deep_folder_is_seen() => Assert.Equal(["a/b/c/d/e/f.cs"], Rules.TooDeep(["a/b/c/d/e/f.cs", "a/b/c/d/f.cs"]));

    [Fact]
    public void A_kernel_that_grew_is_seen() => Assert.Equal(
        ["31.cs"], Rules.TooMany(Enumerable.Range(1, Rules.MostKernelFiles + 1).Select(number => $"{number}.cs")));

    [Fact]
    public void An_insert_without_columns_is_seen() => Assert.Equal(
        ["a.cs: INSERT INTO pages VALUES"], Rules.NamelessInserts([("a.cs", "\"INSERT INTO pages VALUES (@id)\""), ("b.cs", "INSERT INTO pages (id) VALUES (@id)")]));

    [Fact]
    public void A_missing_name_is_seen() => Assert.Equal(["Inbox"], Rules.MissingFrom("Pages, People", ["Pages", "Inbox"]));

    [Fact]
    public void A_document_that_names_a_file_is_heard() => Assert.Equal(
        ["src/Inbox/Gone.cs"], Documents.CodeFilesNamedIn("It goes through `src/Inbox/Gone.cs`, then `nowhere`."));

    public sealed class Exposed;

    sealed class Hidden;

    sealed class RuleWithWeb
    {
        public Microsoft.AspNetCore.Http.HttpContext? Web { get; init; }
    }

    interface IAlone;

    sealed class Alone : IAlone;

    interface IPair;

    sealed class One : IPair;

    sealed class Two : IPair;

    sealed class MessageManager;
}
