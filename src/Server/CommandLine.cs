namespace Charla.Server;

/// <summary>
/// The command line: a verb (<c>serve</c> when none is given), then options that are settings under another name.
/// </summary>
sealed record CommandLine(string Name, string[] HostArguments, string? Refusal = null)
{
    public const string Serve = "serve";
    public const string Demo = "demo";
    public const string Check = "check";
    public const string Backup = "backup";
    public const string Restore = "restore";
    public const string Move = "move";
    public const string OpenApi = "openapi";

    const string Usage =
        """
        Usage: charla [serve | demo | check | backup | restore | move | openapi] [--urls http://host:port] [--data folder]
          serve    Runs the server (also without a word).
          demo     Runs it with a sample business, conversations and answers.
          check    Says what is wrong in the settings or damaged in the SQLite file, and where.
          backup   Copies the data into one archive while the server runs: --to file-or-folder.
          restore  Brings an archive back into an empty data folder: --from file.
          move     Brings the data of the folder's SQLite file into an empty PostgreSQL database, the one of
                   Storage:ConnectionString: --to postgres.
          openapi  Prints the APIs as an OpenAPI document.
        """;

    /// <summary>Options with a name of their own; every setting can be given as <c>--Section:Key value</c> too.</summary>
    static readonly Dictionary<string, string> Names = new()
    {
        ["--data"] = "--Storage:Folder",
        ["--urls"] = "--urls",
        ["--to"] = "--Backup:To",
        ["--from"] = "--Restore:From",
    };

    public static CommandLine Parse(string[] args)
    {
        var (name, rest) = args is [var first, .. var others] && !first.StartsWith('-') ? (first, others) : (Serve, args);
        if (name is not (Serve or Demo or Check or Backup or Restore or Move or OpenApi))
            return new CommandLine(name, [], $"There is no command \"{name}\".\n{Usage}");
        if (rest.Contains("--help"))
            return new CommandLine(name, [], Usage);
        var host = new List<string>();
        for (var i = 0; i < rest.Length; i++)
        {
            var (option, value) = rest[i].Split('=', 2) is [var left, var right] ? (left, right) : (rest[i], null);
            if (!option.StartsWith("--", StringComparison.Ordinal))
                return new CommandLine(name, [], $"\"{option}\" is no option.\n{Usage}");
            value ??= i + 1 < rest.Length ? rest[++i] : null;
            if (value is null)
                return new CommandLine(name, [], $"{option} needs a value.\n{Usage}");
            host.AddRange([Setting(name, option), value]);
        }

        var needed = name switch { Backup or Move => "--to", Restore => "--from", _ => null };
        return needed is null || host.Contains(Setting(name, needed))
            ? new CommandLine(name, [.. host])
            : new CommandLine(name, [], $"charla {name} needs {needed}.\n{Usage}");
    }

    static string Setting(string name, string option) =>
        (name, option) is (Move, "--to") ? "--Move:To" : Names.GetValueOrDefault(option, option);
}
