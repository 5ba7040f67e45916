using Microsoft.AspNetCore.DataProtection;

namespace Charla.Accounts;

/// <summary>Keeps secrets that must be read again, such as an app's, unreadable in the store.</summary>
sealed class AppSecrets(IDataProtectionProvider protection)
{
    readonly IDataProtector protector = protection.CreateProtector("charla.accounts.secrets");

    public string Protect(string secret) => protector.Protect(secret);

    public string Reveal(string stored) => protector.Unprotect(stored);
}
