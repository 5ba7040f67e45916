using System.Text.Json;

namespace Charla.Conformance.Tests;

/// <summary>The published clients, and what they need to know of a page.</summary>
static class Clients
{
    public static string Repository { get; } = Root();

    /// <summary>Where they are installed; skips when they are not.</summary>
    public static string Folder()
    {
        var folder = Path.Combine(Repository, "tests", "Conformance", "clients");
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
            Needs.Skip("the published clients (build without -p:BuildWeb=false)");
        return folder;
    }

    public static Task<JsonElement> MakePage(ServerProcess server, string handle) => server.Operator.Post("/api/admin/pages", new
    {
        name = "Luna Bakery",
        handle,
        owner_email = $"{handle}@luna.example",
        locale = "en",
        timezone = "Europe/Madrid",
    });

    public static Dictionary<string, string> Environment(ServerProcess server, JsonElement page) => new()
    {
        ["CHARLA"] = server.Address.ToString().TrimEnd('/'),
        ["PAGE_ID"] = page.Text("page_id"),
        ["PAGE_TOKEN"] = page.Text("page_access_token"),
        ["APP_ID"] = page.Text("app_id"),
        ["APP_SECRET"] = page.Text("app_secret"),
        ["VERIFY_TOKEN"] = page.Text("verify_token"),
    };

    /// <summary>Keeps the figure for whoever runs all tests: those that pass say nothing.</summary>
    public static async Task Report(string what)
    {
        var file = Path.Combine(Repository, "artifacts", "conformance.txt");
        await File.AppendAllTextAsync(file, $"conformance: {what}\n", TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper?.WriteLine(what);
    }

    static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Charla.slnx")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
