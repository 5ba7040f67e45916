using System.Data.Common;
using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Kernel.Storage;
using Dapper;

namespace Charla.Accounts;

/// <summary>Businesses, invitations, apps and the audit log in the store.</summary>
sealed class AccountStore(Database database)
{
    const string InvitationColumns =
        "id AS Id, business AS Business, email AS Email, role AS Role, expires_at AS ExpiresAt";

    const int MostApps = 10_000;

    readonly Remembered<string, AppRow> apps = new(database, "apps", MostApps, key => key);

    public Task<bool> HasOwner() => database.Read(connection =>
        connection.ExecuteScalarAsync<bool>("SELECT EXISTS (SELECT 1 FROM members WHERE role = 'Owner')"));

    public Task<string?> BusinessName(BusinessId business) => database.Read(connection =>
        connection.ExecuteScalarAsync<string?>("SELECT name FROM businesses WHERE id = @id", new { id = business.Value }));

    public Task RenameBusiness(BusinessId business, string name) => database.Write((connection, transaction) =>
        connection.ExecuteAsync(
            "UPDATE businesses SET name = @name WHERE id = @id", new { id = business.Value, name }, transaction));

    /// <summary>A new link into an installation without an owner; it ends those made before a moment.</summary>
    public Task AddSetupLink(string tokenHash, DateTimeOffset now, DateTimeOffset endBefore) =>
        database.Write(async (connection, transaction) =>
        {
            await EndSetupLinks(connection, transaction, now, endBefore);
            await Invite(connection, transaction, null, null, Role.Owner, tokenHash, now, now + Invitation.SetupLife);
        });

    static Task EndSetupLinks(DbConnection connection, DbTransaction transaction, DateTimeOffset now, DateTimeOffset before) =>
        connection.ExecuteAsync(
            "UPDATE invitations SET used_at = @now WHERE business IS NULL AND used_at IS NULL AND made_at <= @before",
            new { now = now.ToStored(), before = before.ToStored() },
            transaction);

    public Task<long> Invite(
        BusinessId business, string? email, Role role, string tokenHash, DateTimeOffset now, DateTimeOffset expiresAt) =>
        database.Write((connection, transaction) =>
            Invite(connection, transaction, business, email, role, tokenHash, now, expiresAt));

    /// <summary>The business of this owner, made with an invitation when there is none yet.</summary>
    public Task<(BusinessId Business, bool Invited)> ForOwner(
        string email, string name, string tokenHash, DateTimeOffset now, DateTimeOffset expiresAt) =>
        database.Write(async (connection, transaction) =>
        {
            var known = await connection.ExecuteScalarAsync<long?>(
                "SELECT business FROM members WHERE email_key = @key AND role = 'Owner'",
                new { key = email.ToUpperInvariant() },
                transaction);
            if (known is { } owned)
                return (new BusinessId(owned), false);
            var invited = await connection.ExecuteScalarAsync<long?>(
                """
                SELECT business FROM invitations
                WHERE lower(email) = lower(@email) AND role = 'Owner' AND used_at IS NULL AND business IS NOT NULL
                """,
                new { email },
                transaction);
            var business = invited is { } waiting
                ? new BusinessId(waiting)
                : await AddBusiness(connection, transaction, name, now);
            await Invite(connection, transaction, business, email, Role.Owner, tokenHash, now, expiresAt);
            return (business, true);
        });

    public Task<Invitation?> FindInvitation(string tokenHash, DateTimeOffset now) => database.Read(async connection =>
        (await connection.QuerySingleOrDefaultAsync<InvitationRow>(
            $"""
            SELECT {InvitationColumns} FROM invitations
            WHERE token_hash = @tokenHash AND used_at IS NULL AND expires_at > @now
            """,
            new { tokenHash, now = now.ToStored() }))?.ToInvitation());

    public Task<IReadOnlyList<Invitation>> OpenInvitations(BusinessId business, DateTimeOffset now) =>
        database.Read<IReadOnlyList<Invitation>>(async connection =>
            [.. (await connection.QueryAsync<InvitationRow>(
                $"""
                SELECT {InvitationColumns} FROM invitations
                WHERE business = @business AND used_at IS NULL AND expires_at > @now ORDER BY made_at
                """,
                new { business = business.Value, now = now.ToStored() })).Select(row => row.ToInvitation())]);

    public Task<bool> RevokeInvitation(BusinessId business, long id, DateTimeOffset now) => database.Write(
        async (connection, transaction) => await connection.ExecuteAsync(
            "UPDATE invitations SET used_at = @now WHERE id = @id AND business = @business AND used_at IS NULL",
            new { id, business = business.Value, now = now.ToStored() },
            transaction) == 1);

    /// <summary>
    /// Uses the invitation up and lets the member in, in one transaction: of many tries at once exactly one succeeds.
    /// </summary>
    /// <param name="member">Makes the member for the business, which the set-up link makes first.</param>
    public async Task<Outcome<Member>> Redeem(string tokenHash, string businessName, DateTimeOffset now, Func<BusinessId, Role, Member> member)
    {
        try
        {
            return await database.Write<Outcome<Member>>(async (connection, transaction) =>
            {
                var used = await connection.QuerySingleOrDefaultAsync<InvitationRow>(
                    $"""
                    UPDATE invitations SET used_at = @now
                    WHERE token_hash = @tokenHash AND used_at IS NULL AND expires_at > @now RETURNING {InvitationColumns}
                    """,
                    new { tokenHash, now = now.ToStored() },
                    transaction);
                if (used is null)
                    return AccountRefusals.LinkEnded;
                var invitation = used.ToInvitation();
                if (invitation.Business is null)
                    await EndSetupLinks(connection, transaction, now, now);
                var business = invitation.Business ?? await AddBusiness(connection, transaction, businessName, now);
                var joined = member(business, invitation.Role);
                await MemberStore.Insert(connection, transaction, joined, now.ToStored());
                return joined;
            });
        }
        catch (DbException error) when (error.IsTaken())
        {
            return AccountRefusals.EmailTaken;
        }
    }

    /// <summary>Changes apps or their tokens; what is remembered of them is forgotten.</summary>
    public Task<T> ChangeApps<T>(Func<DbConnection, DbTransaction, Task<T>> write) => apps.ChangeAny(write);

    public Task AddApp(AppRow app, string tokenHash, DateTimeOffset now) => database.Write(async (connection, transaction) =>
    {
        await connection.ExecuteAsync(
            """
            INSERT INTO apps (id, business, page, name, secret, verify_token, made_at)
            VALUES (@Id, @Business, @Page, @Name, @Secret, @VerifyToken, @now)
            """,
            new { app.Id, app.Business, app.Page, app.Name, app.Secret, app.VerifyToken, now = now.ToStored() },
            transaction);
        await connection.ExecuteAsync(
            "INSERT INTO page_access_tokens (token_hash, app, made_at) VALUES (@tokenHash, @Id, @now)",
            new { tokenHash, app.Id, now = now.ToStored() },
            transaction);
    });

    /// <summary>The page's first app, whose tokens were replaced; null when the page has none.</summary>
    public Task<long?> ReplaceTokens(PageId page, string verifyToken, string tokenHash, DateTimeOffset now) =>
        apps.ChangeAny(async (connection, transaction) =>
        {
            var app = await connection.QuerySingleOrDefaultAsync<long?>(
                """
                UPDATE apps SET verify_token = @verifyToken
                WHERE id = (SELECT id FROM apps WHERE page = @page ORDER BY made_at, id LIMIT 1) RETURNING id
                """,
                new { page = page.Value, verifyToken },
                transaction);
            if (app is null)
                return app;
            await connection.ExecuteAsync(
                """
                UPDATE page_access_tokens SET revoked_at = @now WHERE app = @app AND revoked_at IS NULL;
                INSERT INTO page_access_tokens (token_hash, app, made_at) VALUES (@tokenHash, @app, @now);
                """,
                new { app, tokenHash, now = now.ToStored() },
                transaction);
            return app;
        });

    public Task RequireProof(long app, bool isRequired) => apps.ChangeAny((connection, transaction) =>
        connection.ExecuteAsync(
            "UPDATE apps SET requires_proof = @required WHERE id = @app", new { app, required = isRequired ? 1L : 0L }, transaction));

    /// <summary>The app of a token: from memory when lately shown, and until the token is replaced.</summary>
    public ValueTask<AppRow?> FindApp(string tokenHash) => apps.Of(tokenHash, tokenHash => database.Read(connection =>
        connection.QuerySingleOrDefaultAsync<AppRow>(
            """
            SELECT apps.id AS Id, business AS Business, page AS Page, apps.name AS Name, secret AS Secret,
                verify_token AS VerifyToken, requires_proof AS RequiresProof, scopes AS Scopes
            FROM page_access_tokens JOIN apps ON apps.id = app WHERE token_hash = @tokenHash AND revoked_at IS NULL
            """,
            new { tokenHash })));

    /// <summary>The app of a number: from memory when lately asked for.</summary>
    public ValueTask<AppRow?> FindApp(long id) => apps.Of($"app:{id}", _ => database.Read(connection =>
        connection.QuerySingleOrDefaultAsync<AppRow>(
            """
            SELECT id AS Id, business AS Business, page AS Page, name AS Name, secret AS Secret, verify_token AS VerifyToken,
                requires_proof AS RequiresProof, '' AS Scopes
            FROM apps WHERE id = @id
            """,
            new { id })));

    /// <summary>The apps of a page, the oldest first.</summary>
    public Task<IReadOnlyList<AppRow>> AppsOf(PageId page) => database.Read<IReadOnlyList<AppRow>>(async connection =>
        [.. await connection.QueryAsync<AppRow>(
            """
            SELECT id AS Id, business AS Business, page AS Page, name AS Name, secret AS Secret, verify_token AS VerifyToken,
                requires_proof AS RequiresProof, '' AS Scopes
            FROM apps WHERE page = @page ORDER BY made_at, id
            """,
            new { page = page.Value })]);

    /// <summary>The token's row, also when it holds no more.</summary>
    public Task<PageTokenRow?> FindToken(string tokenHash) => database.Read(connection =>
        connection.QuerySingleOrDefaultAsync<PageTokenRow>(
            "SELECT made_at AS MadeAt, revoked_at AS RevokedAt FROM page_access_tokens WHERE token_hash = @tokenHash",
            new { tokenHash }));

    public Task Record(BusinessId business, long at, string actor, string act, string subject, string? detail) =>
        database.Write((connection, transaction) => connection.ExecuteAsync(
            """
            INSERT INTO audit_log (business, at, actor, act, subject, detail)
            VALUES (@business, @at, @actor, @act, @subject, @detail)
            """,
            new { business = business.Value, at, actor, act, subject, detail },
            transaction));

    static async Task<BusinessId> AddBusiness(
        DbConnection connection, DbTransaction transaction, string name, DateTimeOffset now)
    {
        var business = new BusinessId(Ids.NewNumber());
        await connection.ExecuteAsync(
            "INSERT INTO businesses (id, name, made_at) VALUES (@id, @name, @now)",
            new { id = business.Value, name, now = now.ToStored() },
            transaction);
        return business;
    }

    static async Task<long> Invite(
        DbConnection connection, DbTransaction transaction, BusinessId? business, string? email, Role role,
        string tokenHash, DateTimeOffset now, DateTimeOffset expiresAt)
    {
        var id = Ids.NewNumber();
        await connection.ExecuteAsync(
            """
            INSERT INTO invitations (id, business, email, role, token_hash, made_at, expires_at)
            VALUES (@id, @business, @email, @role, @tokenHash, @now, @expiresAt)
            """,
            new
            {
                id,
                business = business?.Value,
                email,
                role = role.ToString(),
                tokenHash,
                now = now.ToStored(),
                expiresAt = expiresAt.ToStored(),
            },
            transaction);
        return id;
    }

    sealed record InvitationRow(long Id, long? Business, string? Email, string Role, long ExpiresAt)
    {
        public Invitation ToInvitation() => new(
            Id, Business is { } business ? new BusinessId(business) : null, Email, Enum.Parse<Role>(Role), ExpiresAt.ToInstant());
    }
}
