using Charla.Kernel;
using Charla.Kernel.Storage;
using Charla.Pages.Contracts;
using Dapper;

namespace Charla.Platform.Webhooks;

/// <summary>Which deliveries of a page are meant.</summary>
/// <param name="OnlyFailed">Given up, or tried in vain and waiting.</param>
/// <param name="Since">Of events from then on.</param>
/// <param name="Until">Of events before then.</param>
sealed record DeliveryFilter(
    long? App = null,
    DeliveryState? State = null,
    bool OnlyFailed = false,
    string? Field = null,
    DateTimeOffset? Since = null,
    DateTimeOffset? Until = null);

/// <summary>The last row that a reader has.</summary>
sealed record DeliveryCursor(long At, long Position, long App, long Part);

/// <summary>A delivery as it is logged, with its last attempt.</summary>
sealed record LoggedDelivery(
    DeliveryId Id,
    Psid Person,
    string Field,
    DateTimeOffset At,
    DeliveryState State,
    int Attempts,
    DateTimeOffset DueAt,
    DateTimeOffset? LastAt,
    int? LastStatus,
    string? LastError,
    DeliveryCursor Cursor);

/// <summary>
/// What was sent to whom in the last thirty days. Whoever runs an app reads it, and sends again what did not arrive.
/// </summary>
sealed class DeliveryLog(Database database, PageDirectory pages, TimeProvider clock)
{
    public const int MostAtOnce = 200;

    static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    const string Mine =
        "page_id = delivery.page_id AND app_id = delivery.app_id AND position = delivery.position AND part = delivery.part";

    const string Conditions =
        """
        page_id = @page AND (@app = 0 OR app_id = @app) AND (@state < 0 OR state = @state)
        AND (@failed = 0 OR state = 2 OR (state = 0 AND attempts > 0))
        AND (@field = '' OR field = @field) AND at >= @since AND at < @until
        """;

    /// <summary>The newest first.</summary>
    public Task<IReadOnlyList<LoggedDelivery>> List(PageId page, DeliveryFilter filter, DeliveryCursor? before, int limit)
    {
        before ??= new DeliveryCursor(long.MaxValue, 0, 0, 0);
        var values = Values(page, filter);
        values.AddDynamicParams(new { beforeAt = before.At, beforePosition = before.Position, beforeApp = before.App, beforePart = before.Part, limit });
        return Read(
            page, $"{Conditions} AND (at, position, app_id, part) < (@beforeAt, @beforePosition, @beforeApp, @beforePart)", "at DESC, position DESC, app_id DESC, part DESC LIMIT @limit", values);
    }

    public async Task<LoggedDelivery?> Find(DeliveryId id) => (await Read(
        id.Page, "page_id = @page AND app_id = @app AND position = @position AND part = @part", "part", new DynamicParameters(Key(id)))).SingleOrDefault();

    public Task<string?> Body(DeliveryId id) => database.Read(connection => connection.QuerySingleOrDefaultAsync<string>(
        "SELECT body FROM webhook_deliveries WHERE page_id = @page AND app_id = @app AND position = @position AND part = @part",
        Key(id)));

    /// <summary>In the order in which they were made.</summary>
    public Task<IReadOnlyList<Attempt>> Attempts(DeliveryId id) => database.Read<IReadOnlyList<Attempt>>(async connection =>
        [.. (await connection.QueryAsync<AttemptRow>(
            """
            SELECT at AS At, url AS Url, headers AS Headers, took AS Took, status AS Status, error AS Error, answer AS Answer
            FROM webhook_attempts
            WHERE page_id = @page AND app_id = @app AND position = @position AND part = @part ORDER BY at
            """,
            Key(id))).Select(row => new Attempt(
                row.At.ToInstant(), row.Url, row.Headers, TimeSpan.FromMilliseconds(row.Took), (int?)row.Status, row.Error, row.Answer))]);

    /// <summary>False when there is no such delivery.</summary>
    public async Task<bool> SendAgain(DeliveryId id) => await database.Write((connection, transaction) => connection.ExecuteAsync(
        """
        UPDATE webhook_deliveries SET state = 0, attempts = 0, due_at = @now
        WHERE page_id = @page AND app_id = @app AND position = @position AND part = @part
        """,
        new { page = id.Page.Value, app = id.App, position = id.Position, part = id.Part, now = Now },
        transaction)) == 1;

    /// <summary>How many of each app's are sent again.</summary>
    public async Task<IReadOnlyDictionary<long, int>> SendAgain(PageId page, DeliveryFilter filter)
    {
        var values = Values(page, filter);
        values.Add("now", Now);
        var apps = await database.Write((connection, transaction) => connection.QueryAsync<long>(
            $"UPDATE webhook_deliveries SET state = 0, attempts = 0, due_at = @now WHERE {Conditions} RETURNING app_id",
            values,
            transaction));
        return apps.CountBy(app => app).ToDictionary();
    }

    /// <summary>How many of an app's events wait, and how many were given up.</summary>
    public Task<(long Waiting, long GivenUp)> Counts(PageId page, long app) => database.Read(connection =>
        connection.QuerySingleAsync<(long, long)>(
            """
            SELECT (SELECT count(*) FROM webhook_deliveries WHERE page_id = @page AND app_id = @app AND state = 0),
                   (SELECT count(*) FROM webhook_deliveries WHERE page_id = @page AND app_id = @app AND state = 2)
            """,
            new { page = page.Value, app }));

    /// <summary>Takes a person out of the log and the queue; how many events of each app were in them.</summary>
    public async Task<IReadOnlyDictionary<long, int>> Erase(PageId page, Psid person)
    {
        var apps = await database.Write(async (connection, transaction) =>
        {
            var row = new { page = page.Value, person = person.Value };
            await connection.ExecuteAsync(
                """
                DELETE FROM webhook_attempts WHERE page_id = @page AND (app_id, position, part) IN (
                  SELECT app_id, position, part FROM webhook_deliveries WHERE page_id = @page AND person_id = @person)
                """,
                row,
                transaction);
            return await connection.QueryAsync<long>(
                "DELETE FROM webhook_deliveries WHERE page_id = @page AND person_id = @person RETURNING app_id", row, transaction);
        });
        return apps.CountBy(app => app).ToDictionary();
    }

    /// <summary>Takes away all that was logged of an app.</summary>
    public Task Remove(PageId page, long app) => database.Write((connection, transaction) => connection.ExecuteAsync(
        """
        DELETE FROM webhook_attempts WHERE page_id = @page AND app_id = @app;
        DELETE FROM webhook_deliveries WHERE page_id = @page AND app_id = @app;
        DELETE FROM webhook_notices WHERE page_id = @page AND app_id = @app;
        """,
        new { page = page.Value, app },
        transaction));

    /// <summary>The sweep of what is older than is promised.</summary>
    public async Task ForgetOld()
    {
        var old = (clock.GetUtcNow() - Kept).ToStored();
        foreach (var page in await pages.All())
        {
            await database.Write((connection, transaction) => connection.ExecuteAsync(
                """
                DELETE FROM webhook_attempts WHERE page_id = @page AND (app_id, position, part) IN (
                  SELECT app_id, position, part FROM webhook_deliveries WHERE page_id = @page AND at < @old);
                DELETE FROM webhook_deliveries WHERE page_id = @page AND at < @old;
                DELETE FROM webhook_notices WHERE page_id = @page AND at < @old;
                """,
                new { page = page.Id.Value, old },
                transaction));
        }
    }

    long Now => clock.GetUtcNow().ToStored();

    Task<IReadOnlyList<LoggedDelivery>> Read(PageId page, string where, string order, DynamicParameters values) =>
        database.Read<IReadOnlyList<LoggedDelivery>>(async connection =>
            [.. (await connection.QueryAsync<DeliveryRow>(
                $"""
                SELECT app_id AS App, position AS Position, part AS Part, person_id AS Person, field AS Field, at AS At,
                  state AS State, attempts AS Attempts, due_at AS DueAt,
                  (SELECT at FROM webhook_attempts WHERE {Mine} ORDER BY at DESC LIMIT 1) AS LastAt,
                  (SELECT status FROM webhook_attempts WHERE {Mine} ORDER BY at DESC LIMIT 1) AS LastStatus,
                  (SELECT error FROM webhook_attempts WHERE {Mine} ORDER BY at DESC LIMIT 1) AS LastError
                FROM webhook_deliveries AS delivery WHERE {where} ORDER BY {order}
                """,
                values)).Select(row => row.ToDelivery(page))]);

    static DynamicParameters Values(PageId page, DeliveryFilter filter) => new(new
    {
        page = page.Value,
        app = filter.App ?? 0,
        state = filter.State is { } state ? (long)state : -1,
        failed = filter.OnlyFailed ? 1L : 0L,
        field = filter.Field ?? "",
        since = filter.Since?.ToStored() ?? long.MinValue,
        until = filter.Until?.ToStored() ?? long.MaxValue,
    });

    static object Key(DeliveryId id) => new { page = id.Page.Value, app = id.App, position = id.Position, part = id.Part };

    sealed class AttemptRow
    {
        public long At { get; init; }

        public string Url { get; init; } = "";

        public string Headers { get; init; } = "";

        public long Took { get; init; }

        public long? Status { get; init; }

        public string? Error { get; init; }

        public string? Answer { get; init; }
    }

    sealed class DeliveryRow
    {
        public long App { get; init; }

        public long Position { get; init; }

        public long Part { get; init; }

        public long Person { get; init; }

        public string Field { get; init; } = "";

        public long At { get; init; }

        public long State { get; init; }

        public long Attempts { get; init; }

        public long DueAt { get; init; }

        public long? LastAt { get; init; }

        public long? LastStatus { get; init; }

        public string? LastError { get; init; }

        public LoggedDelivery ToDelivery(PageId page) => new(
            new DeliveryId(page, App, Position, Part),
            new Psid(Person),
            Field,
            At.ToInstant(),
            (DeliveryState)State,
            (int)Attempts,
            DueAt.ToInstant(),
            LastAt?.ToInstant(),
            (int?)LastStatus,
            LastError,
            new DeliveryCursor(At, Position, App, Part));
    }
}
