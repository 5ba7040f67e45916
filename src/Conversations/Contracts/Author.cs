namespace Charla.Conversations.Contracts;

public enum AuthorKind
{
    /// <summary>The customer.</summary>
    Person,

    /// <summary>Somebody of the team.</summary>
    Member,

    /// <summary>The front desk's automatic voice.</summary>
    Helper,

    /// <summary>A program with the page's token.</summary>
    App,

    /// <summary>The rules themselves, such as a reopening.</summary>
    System,
}

/// <summary>Who gives a command or said something.</summary>
/// <param name="Kind">Which side, and how it is labelled.</param>
/// <param name="Id">The member's or app's id; null for the person.</param>
/// <param name="Name">The name shown beside the message.</param>
[GenerateSerializer, Immutable, Alias("charla.Author")]
public sealed record Author(
    [property: Id(0)] AuthorKind Kind,
    [property: Id(1)] string? Id = null,
    [property: Id(2)] string? Name = null)
{
    public static readonly Author Person = new(AuthorKind.Person);

    public static readonly Author System = new(AuthorKind.System);

    public bool IsPerson => Kind == AuthorKind.Person;

    /// <summary>Whether it is the business that speaks: a member, the helper or an app.</summary>
    public bool IsPage => Kind is AuthorKind.Member or AuthorKind.Helper or AuthorKind.App;

    internal string ToStored() => Id is null && Name is null ? Letters[Kind] : $"{Letters[Kind]}|{Id}|{Name}";

    internal static Author FromStored(string stored)
    {
        var parts = stored.Split('|', 3);
        var kind = Letters.First(letter => letter.Value == parts[0]).Key;
        return parts.Length == 1
            ? kind == AuthorKind.Person ? Person : new Author(kind)
            : new Author(kind, parts[1].Length == 0 ? null : parts[1], parts[2].Length == 0 ? null : parts[2]);
    }

    static readonly Dictionary<AuthorKind, string> Letters = new()
    {
        [AuthorKind.Person] = "p",
        [AuthorKind.Member] = "m",
        [AuthorKind.Helper] = "h",
        [AuthorKind.App] = "a",
        [AuthorKind.System] = "s",
    };
}
