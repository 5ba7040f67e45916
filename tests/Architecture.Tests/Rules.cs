using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Charla.Architecture.Tests;

/// <summary>The rules of the house as functions: each takes what it judges and names what breaks it.</summary>
static partial class Rules
{
    public const int MostLines = 400;
    public const int DeepestFolder = 4;
    public const int MostKernelFiles = 30;

    static readonly string[] MeansOfTheOutside =
        ["Microsoft.AspNetCore", "Microsoft.Data", "System.Data", "Dapper", "Orleans.Runtime", "Orleans.Hosting", "System.Net"];

    static readonly string[] OuterRoles = ["Grain", "Store", "Hub", "Module", "Options"];

    /// <summary>A module promises its contracts and its entry; the rest is its own business.</summary>
    public static IEnumerable<string> PublicOutsideOfContracts(IEnumerable<Type> types, string module) =>
        from type in types
        where type.IsVisible && !type.IsDefined(typeof(CompilerGeneratedAttribute))
        let space = type.Namespace ?? ""
        where space.StartsWith("Charla.", StringComparison.Ordinal)
            && !space.StartsWith($"Charla.{module}.Contracts", StringComparison.Ordinal)
            && type.Name != module + "Module"
        select type.FullName;

    /// <summary>Rules are plain: the types that decide touch no web, no database, no cluster.</summary>
    public static IEnumerable<string> UsesOfTheOutside(IEnumerable<Type> rules) =>
        from type in rules
        where !OuterRoles.Any(role => type.Name.EndsWith(role, StringComparison.Ordinal))
        from used in TypesNamedBy(type)
        where MeansOfTheOutside.Any(space => used.Namespace?.StartsWith(space, StringComparison.Ordinal) ?? false)
        select $"{type.Name} uses {used.FullName}";

    /// <summary>An interface with one implementation is a detour, unless it is the address of a grain.</summary>
    public static IEnumerable<string> LonelyInterfaces(IReadOnlyCollection<Type> types) =>
        from type in types
        where type.IsInterface && (type.Namespace ?? "").StartsWith("Charla.", StringComparison.Ordinal)
            && !type.GetInterfaces().Any(parent => parent.FullName == "Orleans.IGrain")
        where types.Count(other => other.IsClass && type.IsAssignableFrom(other)) < 2
        select type.FullName;

    public static IEnumerable<string> TooLong(IEnumerable<(string File, string Text)> files) =>
        from file in files
        where file.Text.Count(sign => sign == '\n') > MostLines
            && !file.Text.StartsWith("// Long because:", StringComparison.Ordinal)
        select file.File;

    public static IEnumerable<string> TooDeep(IEnumerable<string> files) =>
        files.Where(file => file.Count(sign => sign == '/') > DeepestFolder);

    /// <summary>What every module stands on is small enough to know by heart; names those that are too many.</summary>
    public static IEnumerable<string> TooMany(IEnumerable<string> kernelFiles) => kernelFiles.Skip(MostKernelFiles);

    public static IEnumerable<string> MissingFrom(string text, IEnumerable<string> names) =>
        names.Where(name => !text.Contains(name, StringComparison.Ordinal));

    /// <summary>An insert names its columns: the next version may have one more.</summary>
    public static IEnumerable<string> NamelessInserts(IEnumerable<(string File, string Text)> files) =>
        from file in files
        from Match insert in NamelessInsert().Matches(file.Text)
        select $"{file.File}: {insert.Value}";

    /// <summary>Words that say nothing of what a type does. (The helper is a word of the product.)</summary>
    public static IEnumerable<string> EmptyNames(IEnumerable<Type> types) =>
        types.Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute)) && EmptyName().IsMatch(type.Name))
            .Select(type => type.FullName!);

    [GeneratedRegex("(Manager|Utils|Util|Impl|Common)$|[a-z]Service$")]
    private static partial Regex EmptyName();

    [GeneratedRegex(@"INSERT INTO \S+( AS \S+)?\s+(VALUES|SELECT)\b")]
    private static partial Regex NamelessInsert();

    static IEnumerable<Type> TypesNamedBy(Type type)
    {
        const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
            | BindingFlags.Static | BindingFlags.DeclaredOnly;
        return type.GetFields(all).Select(field => field.FieldType)
            .Concat(type.GetProperties(all).Select(property => property.PropertyType))
            .Concat(type.GetMethods(all).SelectMany(method =>
                method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType)))
            .Concat(type.GetMethods(all).SelectMany(method =>
                method.GetMethodBody()?.LocalVariables.Select(local => local.LocalType) ?? []))
            .Distinct();
    }
}
