using System.Data.Common;
using Charla.Accounts.Contracts;
using Charla.Kernel.Storage;
using Dapper;

namespace Charla.Accounts;

/// <summary>Members and their passkeys in the store. What Identity asks of it stands in <c>IdentityStore</c>.</summary>
sealed class MemberStore(Database database)
{
    const string Columns = """
        id AS Id, business AS Business, email AS Email, email_key AS EmailKey, name AS Name, role AS Role,
        locale AS Locale, password_hash AS PasswordHash, stamp AS Stamp, failures AS Failures,
        locked_until AS LockedUntil, totp_key AS TotpKey, totp_on AS TotpOn, recovery_codes AS RecoveryCodes
        """;

    const string PasskeyColumns = """
        credential_id AS CredentialId, member AS Member, name AS Name, public_key AS PublicKey,
        sign_count AS SignCount, transports AS Transports, user_verified AS UserVerified,
        backup_eligible AS BackupEligible, backed_up AS BackedUp, attestation_object AS AttestationObject,
        client_data_json AS ClientDataJson, made_at AS MadeAt
        """;

    public Task<Member?> Find(MemberId id) => One("id = @id", new { id = id.Value });

    public Task<Member?> Find(BusinessId business, MemberId id) =>
        One("id = @id AND business = @business", new { id = id.Value, business = business.Value });

    public Task<Member?> FindByEmail(string emailKey) => One("email_key = @emailKey", new { emailKey });

    public Task<IReadOnlyList<Member>> Of(BusinessId business) => database.Read<IReadOnlyList<Member>>(async connection =>
        [.. (await connection.QueryAsync<MemberRow>(
            $"SELECT {Columns} FROM members WHERE business = @business ORDER BY made_at, id",
            new { business = business.Value })).Select(row => row.ToMember())]);

    /// <summary>Saves everything that may change; false when the member is gone.</summary>
    public Task<bool> Save(Member member) => database.Write(async (connection, transaction) => await connection.ExecuteAsync(
        """
        UPDATE members SET email = @Email, email_key = @EmailKey, name = @Name, role = @Role, locale = @Locale,
            password_hash = @PasswordHash, stamp = @Stamp, failures = @Failures, locked_until = @LockedUntil,
            totp_key = @TotpKey, totp_on = @TotpOn, recovery_codes = @RecoveryCodes
        WHERE id = @Id AND business = @Business
        """,
        MemberRow.Of(member),
        transaction) == 1);

    public static Task Insert(DbConnection connection, DbTransaction transaction, Member member, long now) =>
        connection.ExecuteAsync(
            """
            INSERT INTO members (id, business, email, email_key, name, role, locale, password_hash, stamp, made_at)
            VALUES (@Id, @Business, @Email, @EmailKey, @Name, @Role, @Locale, @PasswordHash, @Stamp, @now)
            """,
            new
            {
                Id = member.Id.Value,
                Business = member.Business.Value,
                member.Email,
                member.EmailKey,
                member.Name,
                Role = member.Role.ToString(),
                member.Locale,
                member.PasswordHash,
                member.Stamp,
                now,
            },
            transaction);

    /// <summary>Takes the member out of the business unless no owner would be left.</summary>
    public Task<bool> Remove(BusinessId business, MemberId id) => database.Write(async (connection, transaction) =>
        await connection.ExecuteAsync(
            $"DELETE FROM members WHERE id = @id AND business = @business AND {AnotherOwner}",
            new { id = id.Value, business = business.Value },
            transaction) == 1);

    /// <summary>Gives the member another role unless no owner would be left.</summary>
    public Task<bool> ChangeRole(BusinessId business, MemberId id, Role role) => database.Write(
        async (connection, transaction) => await connection.ExecuteAsync(
            $"""
            UPDATE members SET role = @role
            WHERE id = @id AND business = @business AND (@role = 'Owner' OR {AnotherOwner})
            """,
            new { id = id.Value, business = business.Value, role = role.ToString() },
            transaction) == 1);

    const string AnotherOwner =
        "EXISTS (SELECT 1 FROM members AS other WHERE other.business = @business AND other.role = 'Owner' AND other.id <> @id)";

    public Task<int> CountPasskeys(MemberId member) => database.Read(connection => connection.ExecuteScalarAsync<int>(
        "SELECT count(*) FROM passkeys WHERE member = @member", new { member = member.Value }));

    public Task<IReadOnlyList<PasskeyRow>> Passkeys(MemberId member) => database.Read<IReadOnlyList<PasskeyRow>>(
        async connection => [.. await connection.QueryAsync<PasskeyRow>(
            $"SELECT {PasskeyColumns} FROM passkeys WHERE member = @member ORDER BY made_at",
            new { member = member.Value })]);

    public Task<PasskeyRow?> FindPasskey(byte[] credentialId) => database.Read(connection =>
        connection.QuerySingleOrDefaultAsync<PasskeyRow>(
            $"SELECT {PasskeyColumns} FROM passkeys WHERE credential_id = @credentialId", new { credentialId }));

    public Task SavePasskey(PasskeyRow passkey) => database.Write((connection, transaction) => connection.ExecuteAsync(
        """
        INSERT INTO passkeys (credential_id, member, name, public_key, sign_count, transports, user_verified, backup_eligible,
            backed_up, attestation_object, client_data_json, made_at)
        VALUES (@CredentialId, @Member, @Name, @PublicKey, @SignCount, @Transports, @UserVerified,
            @BackupEligible, @BackedUp, @AttestationObject, @ClientDataJson, @MadeAt)
        ON CONFLICT (credential_id) DO UPDATE SET name = excluded.name, sign_count = excluded.sign_count,
            user_verified = excluded.user_verified, backed_up = excluded.backed_up
        WHERE passkeys.member = excluded.member
        """,
        passkey,
        transaction));

    public Task<bool> RemovePasskey(MemberId member, byte[] credentialId) => database.Write(
        async (connection, transaction) => await connection.ExecuteAsync(
            "DELETE FROM passkeys WHERE member = @member AND credential_id = @credentialId",
            new { member = member.Value, credentialId },
            transaction) == 1);

    Task<Member?> One(string where, object parameters) => database.Read(async connection =>
        (await connection.QuerySingleOrDefaultAsync<MemberRow>($"SELECT {Columns} FROM members WHERE {where}", parameters))
            ?.ToMember());

    sealed record MemberRow(
        long Id, long Business, string Email, string EmailKey, string Name, string Role, string Locale,
        string? PasswordHash, string Stamp, long Failures, long? LockedUntil, string? TotpKey, long TotpOn,
        string RecoveryCodes)
    {
        public Member ToMember() => new()
        {
            Id = new MemberId(Id),
            Business = new BusinessId(Business),
            Email = Email,
            EmailKey = EmailKey,
            Name = Name,
            Role = Enum.Parse<Role>(Role),
            Locale = Locale,
            PasswordHash = PasswordHash,
            Stamp = Stamp,
            Failures = (int)Failures,
            LockedUntil = LockedUntil?.ToInstant(),
            TotpKey = TotpKey,
            TotpOn = TotpOn == 1,
            RecoveryCodes = RecoveryCodes,
        };

        public static MemberRow Of(Member member) => new(
            member.Id.Value, member.Business.Value, member.Email, member.EmailKey, member.Name, member.Role.ToString(),
            member.Locale, member.PasswordHash, member.Stamp, member.Failures, member.LockedUntil?.ToStored(),
            member.TotpKey, member.TotpOn ? 1 : 0, member.RecoveryCodes);
    }
}

sealed record PasskeyRow(
    byte[] CredentialId, long Member, string? Name, byte[] PublicKey, long SignCount, string Transports,
    long UserVerified, long BackupEligible, long BackedUp, byte[] AttestationObject, byte[] ClientDataJson, long MadeAt);
