using System.Xml.Linq;

namespace Charla.Architecture.Tests;

/// <summary>The files of the repository, found from where the tests run.</summary>
static class Repository
{
    static readonly string[] NotOurs = ["artifacts", "node_modules", "bin", "obj", "wwwroot", ".git", "data"];

    public static readonly string Root = Find(new DirectoryInfo(AppContext.BaseDirectory));

    public static IEnumerable<string> Files(string pattern, string below = "") =>
        Directory.EnumerateFiles(Path.Combine(Root, below), pattern, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(NotOurs.Contains));

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    public static IEnumerable<string> Modules() =>
        Directory.EnumerateDirectories(Path.Combine(Root, "src")).Select(folder => Path.GetFileName(folder));

    public static IEnumerable<string> References(string module) =>
        XDocument.Parse(Read($"src/{module}/{module}.csproj")).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));

    static string Find(DirectoryInfo? folder) =>
        folder is null ? throw new InvalidOperationException("No Charla.slnx above the tests.")
        : File.Exists(Path.Combine(folder.FullName, "Charla.slnx")) ? folder.FullName
        : Find(folder.Parent);
}
