using Charla.Kernel.Storage;

namespace Charla.Accounts.Contracts;

/// <summary>Who did what in a business: sign-ins, invitations, roles, settings. Rows are only ever added.</summary>
public sealed class AuditLog
{
    readonly AccountStore store;
    readonly TimeProvider clock;

    internal AuditLog(AccountStore store, TimeProvider clock) => (this.store, this.clock) = (store, clock);

    /// <summary>Adds a row.</summary>
    /// <param name="act">Past participle with its subject's kind, such as <c>page.changed</c>.</param>
    /// <param name="subject">The id of what was acted on.</param>
    public Task Record(BusinessId business, string actor, string act, string subject, string? detail = null) =>
        store.Record(business, clock.GetUtcNow().ToStored(), actor, act, subject, detail);
}
