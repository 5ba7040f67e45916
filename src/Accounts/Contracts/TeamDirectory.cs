namespace Charla.Accounts.Contracts;

/// <summary>A member as colleagues see them.</summary>
public sealed record TeamMember(MemberId Id, string Name, string Email, Role Role, string Locale);

/// <summary>A member as they see themselves.</summary>
public sealed record MemberProfile(
    MemberId Id, string Name, string Email, Role Role, string Locale, bool HasPassword, bool HasTotp, int Passkeys);

/// <summary>Who works in a business.</summary>
public sealed class TeamDirectory
{
    readonly MemberStore store;
    readonly AccountStore accounts;

    internal TeamDirectory(MemberStore store, AccountStore accounts) => (this.store, this.accounts) = (store, accounts);

    public async Task<IReadOnlyList<TeamMember>> Of(BusinessId business) =>
        [.. (await store.Of(business)).Select(member => member.AsTeamMember())];

    /// <summary>The member, or null when they are not of the business (any more).</summary>
    public async Task<TeamMember?> Find(BusinessId business, MemberId id) =>
        (await store.Find(business, id))?.AsTeamMember();

    public async Task<MemberProfile?> Profile(BusinessId business, MemberId id) =>
        await store.Find(business, id) is { } member
            ? new MemberProfile(
                member.Id, member.Name, member.Email, member.Role, member.Locale,
                member.PasswordHash is not null, member.TotpOn, await store.CountPasskeys(member.Id))
            : null;

    public Task<string?> BusinessName(BusinessId business) => accounts.BusinessName(business);
}
