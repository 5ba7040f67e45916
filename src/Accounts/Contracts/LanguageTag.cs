using System.Text.RegularExpressions;
using Charla.Kernel;

namespace Charla.Accounts.Contracts;

/// <summary>Names of languages as the web writes them: <c>es</c>, <c>pt-BR</c>.</summary>
public static partial class LanguageTag
{
    public const string Default = "en";

    public static bool IsValid(string? tag) => tag is { Length: <= 35 } && Shape().IsMatch(tag);

    public static Refusal? Check(string field, string? tag) =>
        tag is null || IsValid(tag) ? null : Refusal.Invalid(field, $"{field} is no language tag, such as en or pt-BR.");

    [GeneratedRegex(@"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Shape();
}
