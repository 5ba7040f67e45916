namespace Charla.Server.Tests;

/// <summary>The folder of what operators deploy with, above where the tests run.</summary>
static class Deploy
{
    public static string Folder { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    static string Find(DirectoryInfo? folder) =>
        folder is null ? throw new InvalidOperationException("No Charla.slnx above the tests.")
        : File.Exists(Path.Combine(folder.FullName, "Charla.slnx")) ? Path.Combine(folder.FullName, "deploy")
        : Find(folder.Parent);
}
