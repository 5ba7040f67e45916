using System.Buffers.Text;
using Charla.Accounts.Contracts;
using Charla.Inbox.Push;
using Charla.Kernel.Storage;
using Dapper;

namespace Charla.Inbox;

/// <summary>What the inbox keeps itself: the browsers that want to be told.</summary>
sealed class InboxStore(Database database, TimeProvider clock)
{
    const int MostPerMember = 20;
    const int MostRemembered = 10_000;

    readonly Remembered<BusinessId, IReadOnlyList<PushSubscription>> browsers =
        new(database, "push_subscriptions", MostRemembered, key => BusinessId.Parse(key, null));

    /// <summary>Keeps a browser, which belongs to its last member; the oldest beyond twenty of a member are forgotten.</summary>
    public Task Save(BusinessId business, PushSubscription subscription) => browsers.ChangeAny(async (connection, transaction) =>
    {
        var values = new
        {
            endpoint = subscription.Endpoint,
            business = business.Value,
            member = subscription.Member.Value,
            key = Base64Url.EncodeToString(subscription.BrowserKey),
            auth = Base64Url.EncodeToString(subscription.Auth),
            now = clock.GetUtcNow().ToStored(),
            most = MostPerMember,
        };
        await connection.ExecuteAsync(
            """
            INSERT INTO push_subscriptions (endpoint, business_id, member_id, browser_key, auth, made_at)
            VALUES (@endpoint, @business, @member, @key, @auth, @now)
            ON CONFLICT (endpoint) DO UPDATE SET business_id = excluded.business_id, member_id = excluded.member_id,
                browser_key = excluded.browser_key, auth = excluded.auth, made_at = excluded.made_at
            """,
            values,
            transaction);
        return await connection.ExecuteAsync(
            """
            DELETE FROM push_subscriptions WHERE endpoint IN (
              SELECT endpoint FROM push_subscriptions WHERE business_id = @business AND member_id = @member
              ORDER BY made_at DESC, endpoint LIMIT 1000 OFFSET @most)
            """,
            values,
            transaction);
    });

    public Task Remove(BusinessId business, MemberId member, string endpoint) => browsers.ChangeAny((connection, transaction) =>
        connection.ExecuteAsync(
            "DELETE FROM push_subscriptions WHERE endpoint = @endpoint AND business_id = @business AND member_id = @member",
            new { endpoint, business = business.Value, member = member.Value },
            transaction));

    /// <summary>The browser is gone for good.</summary>
    public Task Remove(string endpoint) => browsers.ChangeAny((connection, transaction) =>
        connection.ExecuteAsync("DELETE FROM push_subscriptions WHERE endpoint = @endpoint", new { endpoint }, transaction));

    /// <summary>Asked for every message of a person, so it is kept in memory.</summary>
    public async ValueTask<IReadOnlyList<PushSubscription>> Of(BusinessId business) => (await browsers.Of(business, Load))!;

    Task<IReadOnlyList<PushSubscription>?> Load(BusinessId business) =>
        database.Read<IReadOnlyList<PushSubscription>?>(async connection =>
            [.. (await connection.QueryAsync<(string Endpoint, long Member, string Key, string Auth)>(
                "SELECT endpoint, member_id, browser_key, auth FROM push_subscriptions WHERE business_id = @business",
                new { business = business.Value }))
            .Select(row => new PushSubscription(
                row.Endpoint,
                new MemberId(row.Member),
                Base64Url.DecodeFromChars(row.Key),
                Base64Url.DecodeFromChars(row.Auth)))]);
}
