using Charla.Accounts.Contracts;

namespace Charla.Accounts;

/// <summary>A door into a business that opens once.</summary>
/// <param name="Business">Null for the set-up link: its business is made when it is used.</param>
sealed record Invitation(long Id, BusinessId? Business, string? Email, Role Role, DateTimeOffset ExpiresAt)
{
    public static readonly TimeSpan Life = TimeSpan.FromDays(7);

    /// <summary>The set-up link stands in the server's log until the first owner comes.</summary>
    public static readonly TimeSpan SetupLife = TimeSpan.FromDays(365);
}
