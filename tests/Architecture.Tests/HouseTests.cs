using System.Reflection;
using Charla.Kernel.Storage;

namespace Charla.Architecture.Tests;

/// <summary>The house as it stands keeps its rules.</summary>
public sealed class HouseTests
{
    static readonly Dictionary<string, Assembly> Assemblies = Repository.Modules().ToDictionary(
        module => module, module => Assembly.Load(module == "Server" ? "charla" : $"Charla.{module}"));

    static readonly Type[] Types = [.. Assemblies.Values.SelectMany(assembly => assembly.GetTypes())];

    /// <summary>What decides: named by hand, because only people know which types are rules.</summary>
    static readonly string[] RuleFiles =
    [
        "Conversation", "Decision", "MessageRules", "ClientIds", "BusinessHours", "Span", "WeekHours", "Zones", "Handle", "Brand",
        "OpeningWords", "Desk", "DeskRules", "Handover", "LocalText", "PlainQuestion", "Spoken", "Template", "EntranceRef",
        "CodeShape", "Presence", "Invitation", "FileType", "SafeName", "ImageHeader", "PlainText",
    ];

    [Fact]
    public void The_map_names_every_module() =>
        Assert.Equal(Repository.Modules().Order(), ModuleMap.May.Keys.Order());

    [Fact]
    public void References_follow_the_map() => Assert.Empty(
        Repository.Modules().SelectMany(module => ModuleMap.Violations(module, Repository.References(module))));

    [Fact]
    public void Modules_promise_their_contracts_and_no_more() => Assert.Empty(
        Assemblies.Where(pair => pair.Key is not ("Kernel" or "Server"))
            .SelectMany(pair => Rules.PublicOutsideOfContracts(pair.Value.GetTypes(), pair.Key)));

    [Fact]
    public void Rules_are_plain() => Assert.Empty(
        Rules.UsesOfTheOutside(Types.Where(type => RuleFiles.Contains(type.Name))));

    [Fact]
    public void Every_rule_file_that_is_named_exists() =>
        Assert.All(RuleFiles, name => Assert.Contains(Types, type => type.Name == name));

    [Fact]
    public void No_interface_is_lonely() => Assert.Empty(Rules.LonelyInterfaces(Types));

    [Fact]
    public void No_name_is_empty() => Assert.Empty(Rules.EmptyNames(Types));

    [Fact]
    public void Files_are_short_or_say_why() => Assert.Empty(Rules.TooLong(
        Repository.Files("*.cs").Concat(Repository.Files("*.ts", "web")).Concat(Repository.Files("*.tsx", "web"))
            .Select(file => (file, Repository.Read(file)))));

    [Fact]
    public void Folders_are_shallow() => Assert.Empty(Rules.TooDeep(Repository.Files("*.cs")));

    [Fact]
    public void The_kernel_stays_small() => Assert.Empty(Rules.TooMany(Repository.Files("*.cs", "src/Kernel")));

    [Fact]
    public void Every_project_is_in_the_solution() => Assert.Empty(
        Rules.MissingFrom(Repository.Read("Charla.slnx"), Repository.Files("*.csproj")));

    [Fact]
    public void The_map_in_the_docs_names_the_same_modules() => Assert.Empty(
        Rules.MissingFrom(Repository.Read("docs/map.md"), ModuleMap.May.Keys.Select(module => $"`{module}`")));

    [Fact]
    public void The_walk_names_only_files_that_exist() => Assert.Empty(
        Documents.CodeFilesNamedIn(Repository.Read("docs/life-of-a-message.md"))
            .Except(Repository.Files("*.cs").Concat(Repository.Files("*.ts", "web")).Concat(Repository.Files("*.tsx", "web"))));

    [Fact]
    public void Both_engines_have_the_same_scripts() => Assert.Equal(Scripts("sqlite"), Scripts("postgres"));

    [Fact]
    public void Inserts_name_their_columns() => Assert.Empty(Rules.NamelessInserts(
        Repository.Files("*.cs", "src").Select(file => (file, Repository.Read(file)))));

    /// <summary>The server's own are of the cluster, and there is none on SQLite.</summary>
    static IEnumerable<(string, long)> Scripts(string engine) =>
        SchemaRunner.Scripts(engine, Assemblies.Where(pair => pair.Key != "Server").Select(pair => pair.Value)).Select(script => (script.Name, script.Version)).Order();
}
