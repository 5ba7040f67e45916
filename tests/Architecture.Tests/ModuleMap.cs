namespace Charla.Architecture.Tests;

/// <summary>The modules and what each may see. Everybody sees Kernel; nothing points up.</summary>
static class ModuleMap
{
    public static readonly IReadOnlyDictionary<string, string[]> May = new Dictionary<string, string[]>
    {
        ["Kernel"] = [],
        ["Accounts"] = ["Kernel"],
        ["Pages"] = ["Kernel", "Accounts"],
        ["People"] = ["Kernel", "Accounts", "Pages"],
        ["Conversations"] = ["Kernel", "Accounts", "Pages", "People"],
        ["FrontDesk"] = ["Kernel", "Accounts", "Pages", "People", "Conversations"],
        ["Entrances"] = ["Kernel", "Accounts", "Pages", "People", "Conversations", "FrontDesk"],
        ["Inbox"] = ["Kernel", "Accounts", "Pages", "People", "Conversations", "FrontDesk", "Entrances"],
        ["Platform"] = ["Kernel", "Accounts", "Pages", "People", "Conversations", "FrontDesk", "Entrances"],
        ["Server"] = ["Kernel", "Accounts", "Pages", "People", "Conversations", "FrontDesk", "Entrances", "Inbox", "Platform"],
    };

    /// <summary>References that the map does not allow, as <c>From -> To</c>.</summary>
    public static IEnumerable<string> Violations(string module, IEnumerable<string> references) =>
        references.Except(May.GetValueOrDefault(module, [])).Select(forbidden => $"{module} -> {forbidden}");
}
