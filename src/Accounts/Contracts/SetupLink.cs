using Charla.Kernel;

namespace Charla.Accounts.Contracts;

/// <summary>The one-time link by which the first owner comes in. The host prints it at the start.</summary>
public sealed class SetupLink
{
    static readonly TimeSpan Together = TimeSpan.FromMinutes(2);

    readonly AccountStore store;
    readonly TimeProvider clock;

    internal SetupLink(AccountStore store, TimeProvider clock) => (this.store, this.clock) = (store, clock);

    /// <summary>Somebody came in and owns a business here.</summary>
    public Task<bool> IsUsed() => store.HasOwner();

    /// <summary>
    /// The path of a fresh link when the installation has no owner; null once it has. It ends earlier ones, but for
    /// those of servers that started with this one; the first that is used ends all. Only a hash is kept, so this is the
    /// one time to show it.
    /// </summary>
    public async Task<string?> Issue()
    {
        if (await store.HasOwner())
            return null;
        var token = Ids.NewSecret();
        var now = clock.GetUtcNow();
        await store.AddSetupLink(Ids.Hash(token), now, now - Together);
        return $"/console/setup?token={token}";
    }
}
