using Charla.Kernel;

namespace Charla.Accounts.Contracts;

/// <summary>The one-time link by which the first owner comes in. The host prints it at the start.</summary>
public sealed class SetupLink
{
    readonly AccountStore store;
    readonly TimeProvider clock;

    internal SetupLink(AccountStore store, TimeProvider clock) => (this.store, this.clock) = (store, clock);

    /// <summary>Somebody came in and owns a business here.</summary>
    public Task<bool> IsUsed() => store.HasOwner();

    /// <summary>
    /// The path of a fresh link when the installation has no owner, which ends every earlier one; null once it has.
    /// Only a hash is kept, so this is the one time to show it.
    /// </summary>
    public async Task<string?> Issue()
    {
        if (await store.HasOwner())
            return null;
        var token = Ids.NewSecret();
        await store.ReplaceSetupLink(Ids.Hash(token), clock.GetUtcNow());
        return $"/console/setup?token={token}";
    }
}
