using System.Text.Json;
using System.Text.RegularExpressions;
using Charla.Server;
using YamlDotNet.RepresentationModel;

namespace Charla.Architecture.Tests;

/// <summary>The files that operators deploy with fit the program and each other.</summary>
public sealed partial class DeployTests
{
    const string PortOfPeople = "8080";
    const string PortOfSilos = "11111";

    [Fact]
    public void Every_file_can_be_read()
    {
        foreach (var file in Repository.Files("*.y*ml", "deploy"))
            Assert.NotEmpty(Documents(file));
        foreach (var file in Repository.Files("*.json", "deploy"))
            JsonDocument.Parse(Repository.Read(file)).Dispose();
    }

    [Fact]
    public void Every_setting_that_is_named_exists() => Assert.Empty(
        from file in Repository.Files("*", "deploy").Concat(Repository.Files("*.md", "docs")).Append("README.md")
        from name in SettingsNamedIn(Repository.Read(file))
        where !Settings.Exists(name)
        select $"{file}: {name}");

    [Fact]
    public void A_setting_that_is_no_setting_is_seen() => Assert.Equal(
        ["Storage:Fodler", "Colour"], SettingsNamedIn("CHARLA__Storage__Fodler=x CHARLA__Colour: red").Where(name => !Settings.Exists(name)));

    [Fact]
    public void The_same_ports_are_meant_everywhere()
    {
        Assert.Contains($"EXPOSE {PortOfPeople} {PortOfSilos}\n", Repository.Read("deploy/docker/Dockerfile"), StringComparison.Ordinal);
        Assert.Contains($"CHARLA__urls=http://*:{PortOfPeople} ", Repository.Read("deploy/docker/Dockerfile"), StringComparison.Ordinal);
        foreach (var file in (string[])["deploy/nginx/charla.conf", "deploy/prometheus/prometheus.yml"])
            Assert.All(SiloPort().Matches(Repository.Read(file)), port => Assert.Equal(PortOfPeople, port.Groups[1].Value));
        foreach (var file in (string[])["deploy/docker/compose.yaml", "deploy/kubernetes/charla.yaml"])
            Assert.Contains(PortOfSilos, Repository.Read(file), StringComparison.Ordinal);
        var ports = ContainerPort().Matches(Repository.Read("deploy/kubernetes/charla.yaml")).Select(port => port.Groups[1].Value);
        Assert.Equal([PortOfPeople, PortOfSilos], ports);
    }

    [Fact]
    public void Only_the_proxy_can_be_reached_from_outside()
    {
        var services = (YamlMappingNode)((YamlMappingNode)Documents("deploy/docker/compose.yaml").Single().RootNode)["services"];
        Assert.Equal(["proxy"], services.Children.Where(service => ((YamlMappingNode)service.Value).Children.ContainsKey("ports"))
            .Select(service => service.Key.ToString()));
    }

    [Fact]
    public void The_ports_of_silos_are_for_silos()
    {
        var policy = (YamlMappingNode)Documents("deploy/kubernetes/charla.yaml").Select(document => document.RootNode)
            .Single(one => one["kind"].ToString() == "NetworkPolicy")["spec"];
        var rule = ((YamlSequenceNode)policy["ingress"]).Single(one => one["ports"][0]["port"].ToString() == "silo");
        Assert.Equal("charla", rule["from"][0]["podSelector"]["matchLabels"]["app"].ToString());
    }

    static IList<YamlDocument> Documents(string file)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Repository.Read(file)));
        return yaml.Documents;
    }

    static IEnumerable<string> SettingsNamedIn(string text) =>
        Variable().Matches(text).Select(name => name.Groups[1].Value.Replace("__", ":", StringComparison.Ordinal)).Distinct();

    [GeneratedRegex("CHARLA__([A-Za-z]+(?:__[A-Za-z]+)?)")]
    private static partial Regex Variable();

    [GeneratedRegex(@"silo-\d:(\d+)")]
    private static partial Regex SiloPort();

    [GeneratedRegex(@"containerPort: (\d+)")]
    private static partial Regex ContainerPort();
}
