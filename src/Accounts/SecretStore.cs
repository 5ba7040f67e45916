using Charla.Kernel.Storage;
using Dapper;

namespace Charla.Accounts;

/// <summary>The secret an app has, and those it had that still count: unreadable in the store, plain in memory.</summary>
sealed class SecretStore(Database database, AppSecrets secrets)
{
    const int MostRemembered = 10_000;

    readonly Remembered<long, IReadOnlyList<AppSecret>> known = new(
        database, "app_secrets", MostRemembered, key => long.Parse(key, System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The newest first; the app's own never ends. None when there is no such app.</summary>
    public async ValueTask<IReadOnlyList<AppSecret>> Of(long app) => await known.Of(app, Load) ?? [];

    /// <summary>False when there is no such app.</summary>
    public Task<bool> Replace(long app, string secret, DateTimeOffset now, DateTimeOffset oldEndsAt) =>
        known.Change(app, async (connection, transaction) =>
        {
            var row = new { app, secret = secrets.Protect(secret), now = now.ToStored(), end = oldEndsAt.ToStored() };
            await connection.ExecuteAsync(
                """
                DELETE FROM app_secrets WHERE app = @app AND ends_at <= @now;
                INSERT INTO app_secrets (app, secret, replaced_at, ends_at)
                SELECT id, secret, @now, @end FROM apps WHERE id = @app ON CONFLICT DO NOTHING;
                """,
                row,
                transaction);
            return await connection.ExecuteAsync("UPDATE apps SET secret = @secret WHERE id = @app", row, transaction) == 1;
        });

    Task<IReadOnlyList<AppSecret>?> Load(long app) => database.Read<IReadOnlyList<AppSecret>?>(async connection =>
    {
        var rows = (await connection.QueryAsync<(string Secret, long EndsAt)>(
            """
            SELECT secret, ends_at FROM (
              SELECT secret, @never AS ends_at, @never AS replaced_at FROM apps WHERE id = @app
              UNION ALL
              SELECT secret, ends_at, replaced_at FROM app_secrets WHERE app = @app) AS secrets
            ORDER BY replaced_at DESC
            """,
            new { app, never = AppSecret.Never })).ToList();
        return rows.Count == 0 ? null : [.. rows.Select(row => new AppSecret(secrets.Reveal(row.Secret), row.EndsAt))];
    });
}

/// <param name="EndsAt">As stored; <see cref="Never"/> for the secret that the app has.</param>
sealed record AppSecret(string Secret, long EndsAt)
{
    public const long Never = long.MaxValue;
}
