using Charla.Accounts.Contracts;

namespace Charla.Accounts;

/// <summary>A member as the API writes them.</summary>
sealed record MemberView(MemberId Id, string Name, string Email, Role Role, string Locale)
{
    public static MemberView Of(Member member) => new(member.Id, member.Name, member.Email, member.Role, member.Locale);
}
