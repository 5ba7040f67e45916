namespace Charla.Kernel;

/// <summary>What a refusal means to the caller; each kind has one HTTP status.</summary>
public enum RefusalKind
{
    Invalid,
    Unauthenticated,
    Forbidden,
    NotFound,
    Conflict,
    Gone,
    TooLarge,
    UnsupportedType,
    TooMany,
    StorageFull,
    Unavailable,
    MethodNotAllowed,

    /// <summary>A fault of ours: the only kind that nobody decides on.</summary>
    Internal,
}

/// <summary>
/// An expected "no", as a value. The code is stable and clients translate by it; the detail says what happened and
/// what to do, in plain English.
/// </summary>
/// <param name="Code">Stable name, such as <c>message.too_long</c>.</param>
/// <param name="Detail">One sentence for a person.</param>
/// <param name="Kind">Decides the HTTP status.</param>
/// <param name="Field">The JSON field at fault, when there is one.</param>
[GenerateSerializer, Immutable, Alias("charla.Refusal")]
public sealed record Refusal(
    [property: Id(0)] string Code,
    [property: Id(1)] string Detail,
    [property: Id(2)] RefusalKind Kind = RefusalKind.Invalid,
    [property: Id(3)] string? Field = null)
{
    /// <summary>How long to wait before trying again, for answers that carry Retry-After.</summary>
    [Id(4)]
    public TimeSpan? RetryAfter { get; init; }

    public static readonly Refusal NotFound = new("not_found", "There is nothing here.", RefusalKind.NotFound);

    public static readonly Refusal Unauthenticated =
        new("unauthenticated", "Sign in first, or send a valid token.", RefusalKind.Unauthenticated);

    public static readonly Refusal Forbidden =
        new("forbidden", "Your role does not allow this.", RefusalKind.Forbidden);

    public static readonly Refusal StorageFull =
        new("storage.full", "The disk is full. Nothing was stored; try again later.", RefusalKind.StorageFull)
        {
            RetryAfter = TimeSpan.FromSeconds(10),
        };

    public static readonly Refusal Unavailable =
        new("unavailable", "The store does not answer. Nothing was lost; try again soon.", RefusalKind.Unavailable)
        {
            RetryAfter = TimeSpan.FromSeconds(2),
        };

    public static Refusal Invalid(string field, string detail) => new("invalid", detail, RefusalKind.Invalid, field);
}
