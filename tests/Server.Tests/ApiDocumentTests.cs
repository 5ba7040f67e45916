using System.Text.Json.Nodes;

namespace Charla.Server.Tests;

public sealed class ApiDocumentTests(ServerFixture server)
{
    [Fact]
    public async Task The_document_in_the_repository_is_what_the_server_says_of_itself()
    {
        using var answer = await server.Visitor().Get("/openapi/v1.json");
        var served = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var kept = JsonNode.Parse(await File.ReadAllTextAsync(
            Path.Combine(Root(), "docs", "openapi.json"), TestContext.Current.CancellationToken));
        Assert.True(
            JsonNode.DeepEquals(served, kept),
            "The APIs changed. Look at the change, then: dotnet run --project src/Server -- openapi > docs/openapi.json");
    }

    [Fact]
    public async Task Every_operation_says_who_may_ask_and_what_a_refusal_looks_like()
    {
        using var answer = await server.Visitor().Get("/openapi/v1.json");
        var document = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        foreach (var (path, operations) in document["paths"]!.AsObject())
        {
            Assert.False(path.StartsWith("/api/testing", StringComparison.Ordinal) || path == "/api/admin/clock", path);
            foreach (var (method, operation) in operations!.AsObject().Where(one => one.Key != "parameters"))
            {
                var told = $"{method} {path}";
                Assert.True(operation!["tags"]!.AsArray().Count == 1, told);
                Assert.True(!path.StartsWith("/api/", StringComparison.Ordinal) || operation["responses"]!["4XX"]!["content"]!["application/problem+json"] is not null, told);
                Assert.True(!path.StartsWith("/api/inbox", StringComparison.Ordinal) || operation["security"]!.AsArray().Count == 2, told);
            }
        }
    }

    static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Charla.slnx")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
