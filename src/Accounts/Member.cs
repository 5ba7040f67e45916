using Charla.Accounts.Contracts;

namespace Charla.Accounts;

/// <summary>A person of a business's team, with what they sign in with. ASP.NET Core Identity calls this the user.</summary>
sealed class Member
{
    public MemberId Id { get; init; }

    public BusinessId Business { get; init; }

    public string Email { get; set; } = "";

    /// <summary>The address as it is compared: upper case.</summary>
    public string EmailKey { get; set; } = "";

    public string Name { get; set; } = "";

    public Role Role { get; set; }

    public string Locale { get; set; } = LanguageTag.Default;

    public string? PasswordHash { get; set; }

    /// <summary>Changes whenever earlier sign-ins must end; every cookie carries the one it was made with.</summary>
    public string Stamp { get; set; } = "";

    public int Failures { get; set; }

    public DateTimeOffset? LockedUntil { get; set; }

    /// <summary>The secret of the authenticator app, protected.</summary>
    public string? TotpKey { get; set; }

    public bool TotpOn { get; set; }

    public string RecoveryCodes { get; set; } = "";

    public TeamMember AsTeamMember() => new(Id, Name, Email, Role, Locale);

    public Actor AsActor() => new(ActorKind.Member, Id.ToString(), Name, Business, Role, null);
}
