using Charla.Accounts.Contracts;
using Charla.Kernel.Storage;
using Microsoft.AspNetCore.Identity;

namespace Charla.Accounts;

/// <summary>
/// Lets ASP.NET Core Identity (hashing, lockout, authenticator codes, passkeys) work on our members. Setters change the
/// member in memory; <see cref="UpdateAsync"/> saves it. The user name of Identity is the e-mail address.
/// </summary>
sealed class IdentityStore(MemberStore members, AppSecrets secrets) :
    IUserPasswordStore<Member>,
    IUserSecurityStampStore<Member>,
    IUserLockoutStore<Member>,
    IUserTwoFactorStore<Member>,
    IUserAuthenticatorKeyStore<Member>,
    IUserTwoFactorRecoveryCodeStore<Member>,
    IUserPasskeyStore<Member>
{
    public Task<string> GetUserIdAsync(Member user, CancellationToken cancel) => Task.FromResult(user.Id.ToString());

    public Task<string?> GetUserNameAsync(Member user, CancellationToken cancel) => Task.FromResult<string?>(user.Email);

    public Task SetUserNameAsync(Member user, string? name, CancellationToken cancel) => Set(() => user.Email = name ?? "");

    public Task<string?> GetNormalizedUserNameAsync(Member user, CancellationToken cancel) =>
        Task.FromResult<string?>(user.EmailKey);

    public Task SetNormalizedUserNameAsync(Member user, string? name, CancellationToken cancel) =>
        Set(() => user.EmailKey = name ?? "");

    /// <summary>Members come in by an invitation only.</summary>
    public Task<IdentityResult> CreateAsync(Member user, CancellationToken cancel) => throw new NotSupportedException();

    public async Task<IdentityResult> UpdateAsync(Member user, CancellationToken cancel) =>
        await members.Save(user) ? IdentityResult.Success : IdentityResult.Failed();

    public async Task<IdentityResult> DeleteAsync(Member user, CancellationToken cancel) =>
        await members.Remove(user.Business, user.Id) ? IdentityResult.Success : IdentityResult.Failed();

    public async Task<Member?> FindByIdAsync(string userId, CancellationToken cancel) =>
        MemberId.TryParse(userId, null, out var id) ? await members.Find(id) : null;

    public Task<Member?> FindByNameAsync(string normalizedUserName, CancellationToken cancel) =>
        members.FindByEmail(normalizedUserName);

    public Task SetPasswordHashAsync(Member user, string? passwordHash, CancellationToken cancel) =>
        Set(() => user.PasswordHash = passwordHash);

    public Task<string?> GetPasswordHashAsync(Member user, CancellationToken cancel) => Task.FromResult(user.PasswordHash);

    public Task<bool> HasPasswordAsync(Member user, CancellationToken cancel) =>
        Task.FromResult(user.PasswordHash is not null);

    public Task SetSecurityStampAsync(Member user, string stamp, CancellationToken cancel) => Set(() => user.Stamp = stamp);

    public Task<string?> GetSecurityStampAsync(Member user, CancellationToken cancel) => Task.FromResult<string?>(user.Stamp);

    public Task<DateTimeOffset?> GetLockoutEndDateAsync(Member user, CancellationToken cancel) =>
        Task.FromResult(user.LockedUntil);

    public Task SetLockoutEndDateAsync(Member user, DateTimeOffset? lockoutEnd, CancellationToken cancel) =>
        Set(() => user.LockedUntil = lockoutEnd);

    public Task<int> IncrementAccessFailedCountAsync(Member user, CancellationToken cancel) =>
        Task.FromResult(++user.Failures);

    public Task ResetAccessFailedCountAsync(Member user, CancellationToken cancel) => Set(() => user.Failures = 0);

    public Task<int> GetAccessFailedCountAsync(Member user, CancellationToken cancel) => Task.FromResult(user.Failures);

    public Task<bool> GetLockoutEnabledAsync(Member user, CancellationToken cancel) => Task.FromResult(true);

    public Task SetLockoutEnabledAsync(Member user, bool enabled, CancellationToken cancel) => Task.CompletedTask;

    public Task SetTwoFactorEnabledAsync(Member user, bool enabled, CancellationToken cancel) =>
        Set(() => user.TotpOn = enabled);

    public Task<bool> GetTwoFactorEnabledAsync(Member user, CancellationToken cancel) => Task.FromResult(user.TotpOn);

    public Task SetAuthenticatorKeyAsync(Member user, string key, CancellationToken cancel) =>
        Set(() => user.TotpKey = secrets.Protect(key));

    public Task<string?> GetAuthenticatorKeyAsync(Member user, CancellationToken cancel) =>
        Task.FromResult(user.TotpKey is { } stored ? secrets.Reveal(stored) : null);

    public Task ReplaceCodesAsync(Member user, IEnumerable<string> recoveryCodes, CancellationToken cancel) =>
        Set(() => user.RecoveryCodes = string.Join(' ', recoveryCodes.Select(Kernel.Ids.Hash)));

    public Task<bool> RedeemCodeAsync(Member user, string code, CancellationToken cancel)
    {
        var codes = user.RecoveryCodes.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        if (!codes.Remove(Kernel.Ids.Hash(code.Trim().ToUpperInvariant())))
            return Task.FromResult(false);
        user.RecoveryCodes = string.Join(' ', codes);
        return Task.FromResult(true);
    }

    public Task<int> CountCodesAsync(Member user, CancellationToken cancel) =>
        Task.FromResult(user.RecoveryCodes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length);

    public Task AddOrUpdatePasskeyAsync(Member user, UserPasskeyInfo passkey, CancellationToken cancel) =>
        members.SavePasskey(ToRow(user, passkey));

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Member user, CancellationToken cancel) =>
        [.. (await members.Passkeys(user.Id)).Select(ToInfo)];

    public async Task<Member?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancel) =>
        await members.FindPasskey(credentialId) is { } row ? await members.Find(new MemberId(row.Member)) : null;

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(Member user, byte[] credentialId, CancellationToken cancel) =>
        await members.FindPasskey(credentialId) is { } row && row.Member == user.Id.Value ? ToInfo(row) : null;

    public Task RemovePasskeyAsync(Member user, byte[] credentialId, CancellationToken cancel) =>
        members.RemovePasskey(user.Id, credentialId);

    public void Dispose()
    {
    }

    static Task Set(Action change)
    {
        change();
        return Task.CompletedTask;
    }

    static PasskeyRow ToRow(Member member, UserPasskeyInfo passkey) => new(
        passkey.CredentialId, member.Id.Value, passkey.Name, passkey.PublicKey, passkey.SignCount,
        string.Join(' ', passkey.Transports ?? []), passkey.IsUserVerified ? 1 : 0, passkey.IsBackupEligible ? 1 : 0,
        passkey.IsBackedUp ? 1 : 0, passkey.AttestationObject, passkey.ClientDataJson, passkey.CreatedAt.ToStored());

    static UserPasskeyInfo ToInfo(PasskeyRow row) => new(
        row.CredentialId, row.PublicKey, row.MadeAt.ToInstant(), (uint)row.SignCount,
        row.Transports.Split(' ', StringSplitOptions.RemoveEmptyEntries), row.UserVerified == 1, row.BackupEligible == 1,
        row.BackedUp == 1, row.AttestationObject, row.ClientDataJson)
    {
        Name = row.Name,
    };
}
