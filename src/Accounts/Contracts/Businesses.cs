using Charla.Kernel;

namespace Charla.Accounts.Contracts;

/// <summary>The business of an owner, and the token that lets the owner in when they never were.</summary>
public sealed record OwnedBusiness(BusinessId Id, string? InvitationToken);

/// <summary>Businesses as the operator makes them: by the owner's e-mail address.</summary>
public sealed class Businesses
{
    readonly AccountStore store;
    readonly TimeProvider clock;

    internal Businesses(AccountStore store, TimeProvider clock) => (this.store, this.clock) = (store, clock);

    public static Refusal? CheckEmail(string field, string? email) =>
        Admission.CheckEmail(email) is { } refusal ? Refusal.Invalid(field, refusal.Detail) : null;

    /// <summary>
    /// The business this owner has, or a new one. Until the owner has come in, each call makes a fresh invitation.
    /// </summary>
    public async Task<OwnedBusiness> ForOwner(string email, string name)
    {
        var token = Ids.NewSecret();
        var (business, invited) = await store.ForOwner(
            email, name, Ids.Hash(token), clock.GetUtcNow(), clock.GetUtcNow() + Invitation.Life);
        return new OwnedBusiness(business, invited ? token : null);
    }
}
