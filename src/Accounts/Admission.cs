using System.Text.RegularExpressions;
using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Microsoft.AspNetCore.Identity;

namespace Charla.Accounts;

/// <summary>How somebody with a one-time link becomes a member: checked first, then let in, in one transaction.</summary>
sealed partial class Admission(AccountStore accounts, AuditLog audit, IPasswordHasher<Member> passwords, TimeProvider clock)
{
    public const int ShortestPassword = 8;
    public const int LongestPassword = 200;

    public async Task<Outcome<Member>> Join(string? token, string? name, string? email, string? password, string? locale)
    {
        if (Check(name, email, password, locale) is { } refusal)
            return refusal;
        if (token is not { Length: > 0 and <= 100 })
            return AccountRefusals.LinkEnded;
        var hash = password is null ? null : passwords.HashPassword(new Member(), password);
        var joined = await accounts.Redeem(Ids.Hash(token), name!.Trim(), clock.GetUtcNow(), (business, role) => new Member
        {
            Id = new MemberId(Ids.NewNumber()),
            Business = business,
            Email = email!.Trim(),
            EmailKey = email.Trim().ToUpperInvariant(),
            Name = name.Trim(),
            Role = role,
            Locale = locale ?? LanguageTag.Default,
            PasswordHash = hash,
            Stamp = Ids.NewSecret(),
        });
        if (joined.IsAccepted)
            await audit.Record(joined.Value.Business, joined.Value.Id.ToString(), "member.joined", joined.Value.Id.ToString());
        return joined;
    }

    public static Refusal? Check(string? name, string? email, string? password, string? locale) =>
        PlainText.Check("name", name, atMost: 80, atLeast: 1)
        ?? CheckEmail(email)
        ?? (password is null ? null : CheckPassword(password))
        ?? LanguageTag.Check("locale", locale);

    public static Refusal? CheckEmail(string? email) =>
        PlainText.Check("email", email, atMost: 254, atLeast: 3)
        ?? (EmailShape().IsMatch(email!.Trim()) ? null : Refusal.Invalid("email", "This is no e-mail address."));

    public static Refusal? CheckPassword(string? password) =>
        PlainText.Check("password", password, LongestPassword)
        ?? (password is { Length: >= ShortestPassword }
            ? null
            : Refusal.Invalid("password", $"A password has at least {ShortestPassword} characters."));

    [GeneratedRegex(@"^[^@\s]+@[^@\s]+\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex EmailShape();
}
