using Charla.Kernel.Storage;
using Dapper;

namespace Charla.Accounts;

/// <summary>The tokens of apps in the store, and the apps' own names: all that their makers change of them.</summary>
sealed class TokenStore(Database database, AccountStore accounts)
{
    /// <summary>So many signs of its hash name a token among those of its app.</summary>
    public const int IdLength = 16;

    public Task<bool> Rename(long app, string name) => accounts.ChangeApps(async (connection, transaction) =>
        await connection.ExecuteAsync("UPDATE apps SET name = @name WHERE id = @app", new { app, name }, transaction) == 1);

    /// <summary>The app with its keys; what it did stays.</summary>
    public Task<bool> Remove(long app) => accounts.ChangeApps(async (connection, transaction) =>
        await connection.ExecuteAsync(
            """
            DELETE FROM page_access_tokens WHERE app = @app;
            DELETE FROM app_secrets WHERE app = @app;
            DELETE FROM apps WHERE id = @app;
            """,
            new { app },
            transaction) > 0);

    public Task Add(long app, string hash, string name, string scopes, DateTimeOffset now) =>
        database.Write((connection, transaction) => connection.ExecuteAsync(
            """
            INSERT INTO page_access_tokens (token_hash, app, made_at, name, scopes)
            VALUES (@hash, @app, @now, @name, @scopes)
            """,
            new { app, hash, name, scopes, now = now.ToStored() },
            transaction));

    /// <summary>Those that hold, the oldest first.</summary>
    public Task<IReadOnlyList<NamedTokenRow>> Of(long app) => database.Read<IReadOnlyList<NamedTokenRow>>(async connection =>
        [.. await connection.QueryAsync<NamedTokenRow>(
            """
            SELECT token_hash AS Hash, name AS Name, scopes AS Scopes, made_at AS MadeAt, last_used_at AS LastUsedAt
            FROM page_access_tokens WHERE app = @app AND revoked_at IS NULL ORDER BY made_at, token_hash
            """,
            new { app })]);

    /// <summary>False when the app has no such token, or it was revoked before.</summary>
    public Task<bool> Revoke(long app, string id, DateTimeOffset now) => accounts.ChangeApps(async (connection, transaction) =>
        await connection.ExecuteAsync(
            """
            UPDATE page_access_tokens SET revoked_at = @now
            WHERE app = @app AND substr(token_hash, 1, @length) = @id AND revoked_at IS NULL
            """,
            new { app, id, length = IdLength, now = now.ToStored() },
            transaction) > 0);

    public Task Used(string hash, DateTimeOffset now) => database.Write((connection, transaction) => connection.ExecuteAsync(
        "UPDATE page_access_tokens SET last_used_at = @now WHERE token_hash = @hash",
        new { hash, now = now.ToStored() },
        transaction));
}

/// <summary>Read by Dapper: a class with properties, because a column may be null throughout.</summary>
sealed class NamedTokenRow
{
    public string Hash { get; init; } = "";

    public string Name { get; init; } = "";

    public string Scopes { get; init; } = "";

    public long MadeAt { get; init; }

    public long? LastUsedAt { get; init; }
}
