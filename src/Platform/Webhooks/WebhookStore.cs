using System.Globalization;
using Charla.Kernel;
using Charla.Kernel.Storage;
using Dapper;

namespace Charla.Platform.Webhooks;

/// <summary>Endpoints of apps, the pages they are told of, and notices of what became of them.</summary>
sealed class WebhookStore(Database database, TimeProvider clock)
{
    const int MostPages = 10_000;
    const string EndpointColumns =
        """
        callback_url AS CallbackUrl, verify_token AS VerifyToken, webhook_endpoints.fields AS Fields,
        paused_at AS PausedAt, pause_reason AS PauseReason
        """;

    readonly Remembered<PageId, IReadOnlyList<Subscriber>> subscribers =
        new(database, "webhooks", MostPages, key => PageId.Parse(key, null));

    /// <summary>The apps that are told of a page. Asked for every entry of the journal, so it is kept in memory.</summary>
    public async ValueTask<IReadOnlyList<Subscriber>> Of(PageId page) => (await subscribers.Of(page, Load))!;

    public async ValueTask<Subscriber?> Of(PageId page, long app)
    {
        foreach (var subscriber in await Of(page))
        {
            if (subscriber.App == app)
                return subscriber;
        }

        return null;
    }

    public Task<WebhookEndpoint?> Endpoint(long app) => database.Read(async connection =>
        (await connection.QuerySingleOrDefaultAsync<EndpointRow>(
            $"SELECT app_id AS App, {EndpointColumns} FROM webhook_endpoints WHERE app_id = @app", new { app }))?.ToEndpoint());

    /// <summary>Sets it anew: it is neither paused nor failing.</summary>
    public Task Set(WebhookEndpoint endpoint) => subscribers.ChangeAny((connection, transaction) => connection.ExecuteAsync(
        """
        INSERT INTO webhook_endpoints (app_id, callback_url, verify_token, fields, set_at)
        VALUES (@App, @callback, @VerifyToken, @fields, @now)
        ON CONFLICT (app_id) DO UPDATE SET callback_url = excluded.callback_url, verify_token = excluded.verify_token,
          fields = excluded.fields, set_at = excluded.set_at, failing_since = NULL, paused_at = NULL, pause_reason = NULL
        """,
        new
        {
            endpoint.App,
            callback = endpoint.Callback.OriginalString,
            endpoint.VerifyToken,
            fields = WebhookFields.Write(endpoint.Fields),
            now = Now,
        },
        transaction));

    public Task SetFields(long app, IReadOnlySet<string> fields) => subscribers.ChangeAny((connection, transaction) =>
        connection.ExecuteAsync(
            "UPDATE webhook_endpoints SET fields = @fields WHERE app_id = @app",
            new { app, fields = WebhookFields.Write(fields) },
            transaction));

    public Task Remove(long app) => subscribers.ChangeAny((connection, transaction) =>
        connection.ExecuteAsync("DELETE FROM webhook_endpoints WHERE app_id = @app", new { app }, transaction));

    /// <param name="fields">Null for all that the app's endpoint asked for.</param>
    public Task Subscribe(PageId page, long app, IReadOnlySet<string>? fields) => subscribers.Change(page, (connection, transaction) =>
        connection.ExecuteAsync(
            """
            INSERT INTO webhook_pages (page_id, app_id, fields, set_at) VALUES (@page, @app, @fields, @now)
            ON CONFLICT (page_id, app_id) DO UPDATE SET fields = excluded.fields, set_at = excluded.set_at
            """,
            new { page = page.Value, app, fields = fields is null ? null : WebhookFields.Write(fields), now = Now },
            transaction));

    public Task Unsubscribe(PageId page, long app) => subscribers.Change(page, (connection, transaction) =>
        connection.ExecuteAsync(
            "DELETE FROM webhook_pages WHERE page_id = @page AND app_id = @app", new { page = page.Value, app }, transaction));

    /// <summary>False when there is nothing to pause, or it is paused already.</summary>
    public Task<bool> Pause(PageId page, long app, string reason, string? detail) => subscribers.ChangeAny(async (connection, transaction) =>
    {
        var row = new { page = page.Value, app, reason, detail, now = Now };
        var paused = await connection.ExecuteAsync(
            "UPDATE webhook_endpoints SET paused_at = @now, pause_reason = @reason WHERE app_id = @app AND paused_at IS NULL",
            row,
            transaction);
        if (paused == 1)
            await connection.ExecuteAsync(PutNotice, new { row.page, row.app, row.now, kind = "paused_" + reason, detail }, transaction);
        return paused == 1;
    });

    /// <summary>False when it was not paused.</summary>
    public Task<bool> Resume(PageId page, long app) => subscribers.ChangeAny(async (connection, transaction) =>
    {
        var row = new { page = page.Value, app, now = Now, kind = "resumed", detail = (string?)null };
        var resumed = await connection.ExecuteAsync(
            """
            UPDATE webhook_endpoints SET paused_at = NULL, pause_reason = NULL, failing_since = NULL
            WHERE app_id = @app AND paused_at IS NOT NULL
            """,
            row,
            transaction);
        if (resumed == 1)
            await connection.ExecuteAsync(PutNotice, row, transaction);
        return resumed == 1;
    });

    public Task<DateTimeOffset?> FailingSince(long app) => database.Read(async connection =>
        (await connection.ExecuteScalarAsync<long?>(
            "SELECT failing_since FROM webhook_endpoints WHERE app_id = @app", new { app }))?.ToInstant());

    /// <summary>Remembers since when nothing arrives, over a restart; null when something arrived. Says so in a notice.</summary>
    public Task SetFailing(PageId page, long app, DateTimeOffset? since, string? detail) => database.Write(async (connection, transaction) =>
    {
        var row = new { page = page.Value, app, now = Now, since = since?.ToStored(), kind = since is null ? "recovered" : "failing", detail };
        await connection.ExecuteAsync("UPDATE webhook_endpoints SET failing_since = @since WHERE app_id = @app", row, transaction);
        await connection.ExecuteAsync(PutNotice, row, transaction);
    });

    /// <summary>The newest first.</summary>
    public Task<IReadOnlyList<Notice>> Notices(PageId page, int limit) => database.Read<IReadOnlyList<Notice>>(async connection =>
        [.. (await connection.QueryAsync<(long App, long At, string Kind, string? Detail)>(
            "SELECT app_id, at, kind, detail FROM webhook_notices WHERE page_id = @page ORDER BY at DESC, kind LIMIT @limit",
            new { page = page.Value, limit }))
        .Select(row => new Notice(row.App, row.At.ToInstant(), row.Kind, row.Detail))]);

    const string PutNotice =
        """
        INSERT INTO webhook_notices (page_id, app_id, at, kind, detail) VALUES (@page, @app, @now, @kind, @detail)
        ON CONFLICT DO NOTHING
        """;

    long Now => clock.GetUtcNow().ToStored();

    Task<IReadOnlyList<Subscriber>?> Load(PageId page) => database.Read<IReadOnlyList<Subscriber>?>(async connection =>
        [.. (await connection.QueryAsync<SubscriberRow>(
            $"""
            SELECT webhook_pages.app_id AS App, webhook_pages.fields AS PageFields, {EndpointColumns}
            FROM webhook_pages LEFT JOIN webhook_endpoints ON webhook_endpoints.app_id = webhook_pages.app_id
            WHERE page_id = @page ORDER BY webhook_pages.app_id
            """,
            new { page = page.Value })).Select(row => row.ToSubscriber())]);

    /// <summary>Read by Dapper: a class with properties, because columns may be null throughout.</summary>
    class EndpointRow
    {
        public long App { get; init; }

        public string? CallbackUrl { get; init; }

        public string? VerifyToken { get; init; }

        public string? Fields { get; init; }

        public long? PausedAt { get; init; }

        public string? PauseReason { get; init; }

        public WebhookEndpoint? ToEndpoint() => CallbackUrl is null
            ? null
            : new WebhookEndpoint(
                App, new Uri(CallbackUrl), VerifyToken!, WebhookFields.Read(Fields!), PausedAt?.ToInstant(), PauseReason);
    }

    sealed class SubscriberRow : EndpointRow
    {
        public string? PageFields { get; init; }

        public Subscriber ToSubscriber() => new(ToEndpoint(), App, PageFields is null ? null : WebhookFields.Read(PageFields));
    }
}

/// <summary>Something that whoever runs an app should know of its endpoint.</summary>
/// <param name="Kind"><c>failing</c>, <c>recovered</c>, <c>paused_failing</c>, <c>paused_gone</c>, <c>paused_by_hand</c> or <c>resumed</c>.</param>
sealed record Notice(long App, DateTimeOffset At, string Kind, string? Detail)
{
    public string AppId => App.ToString(CultureInfo.InvariantCulture);
}
